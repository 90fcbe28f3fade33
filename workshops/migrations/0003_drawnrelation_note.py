import ecosystem.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0002_pledge_on_paper'),
    ]

    operations = [
        migrations.AddField(
            model_name='drawnrelation',
            name='note',
            field=models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='note'),
        ),
    ]
