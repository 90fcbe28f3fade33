import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import ecosystem.models.link
import ecosystem.models.snapshot
import ecosystem.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ecosystem', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workshops', to='ecosystem.city', verbose_name='city')),
                ('title', models.CharField(help_text="The concrete thing to digitalise, in a few words: 'Prepaid water kiosks'.", max_length=120, validators=[ecosystem.text.validate_text], verbose_name='title')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ecosystem.domain', verbose_name='domain')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ecosystem.service', verbose_name='service')),
                ('description', models.TextField(blank=True, max_length=4000, validators=[ecosystem.text.validate_text], verbose_name='description')),
                ('date', models.DateField(verbose_name='date')),
                ('step', models.CharField(choices=[('listing', 'Listing'), ('identification', 'Identification'), ('partnering', 'Partnering')], default='listing', max_length=16, verbose_name='step')),
                ('weight_readiness', models.PositiveSmallIntegerField(default=3, verbose_name='weight of readiness')),
                ('weight_gains', models.PositiveSmallIntegerField(default=2, verbose_name='weight of gains')),
                ('weight_resources', models.PositiveSmallIntegerField(default=3, verbose_name='weight of resource fit')),
                ('weight_commitment', models.PositiveSmallIntegerField(default=2, verbose_name='weight of commitment')),
                ('weight_influence', models.PositiveSmallIntegerField(default=1, verbose_name='weight of influence')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('rehearses', models.OneToOneField(blank=True, help_text='A rehearsal is a copy of its own: nothing of it reaches the workshop or the register.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rehearsal', to='workshops.workshop', verbose_name='rehearsal of')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
            ],
            options={
                'verbose_name': 'workshop',
                'verbose_name_plural': 'workshops',
                'ordering': ('-date', 'title', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('city', 'title'), name='workshop_title_in_city', violation_error_message='The city already has a workshop with this title.'), models.CheckConstraint(condition=models.Q(('step__in', ['listing', 'identification', 'partnering'])), name='workshop_step'), models.CheckConstraint(condition=models.Q(('weight_commitment__lte', 5), ('weight_gains__lte', 5), ('weight_influence__lte', 5), ('weight_readiness__lte', 5), ('weight_resources__lte', 5)), name='workshop_weights', violation_error_message='Weights go from 0 to 5.'), models.CheckConstraint(condition=models.Q(('weight_readiness__gt', 0), ('weight_gains__gt', 0), ('weight_resources__gt', 0), ('weight_commitment__gt', 0), ('weight_influence__gt', 0), _connector='OR'), name='workshop_some_weight', violation_error_message='Give at least one part a weight above 0.')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='workshops.workshop', verbose_name='workshop')),
                ('kind', models.CharField(choices=[('financial', 'financial'), ('technical', 'technical'), ('human', 'human'), ('data', 'data')], max_length=12, verbose_name='resource')),
                ('label', models.CharField(max_length=300, validators=[ecosystem.text.validate_text], verbose_name='what is lacking')),
                ('weight', models.PositiveSmallIntegerField(choices=[(1, 'useful'), (2, 'needed'), (3, 'essential')], default=2, verbose_name='weight')),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'ordering': ('workshop', '-weight', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['financial', 'technical', 'human', 'data'])), name='need_kind'), models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 3)), name='need_weight'), models.UniqueConstraint(fields=('workshop', 'label'), name='need_label_once', violation_error_message='This need is already in the list.')],
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='workshops.workshop', verbose_name='workshop')),
                ('stakeholder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='ecosystem.stakeholder', verbose_name='entry in the register')),
                ('name', models.CharField(max_length=120, validators=[ecosystem.text.validate_text], verbose_name='name')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='ecosystem.family', verbose_name='family')),
                ('reason', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='why it matters here')),
                ('listed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='listed by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='listed')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
                ('layers', models.ManyToManyField(blank=True, related_name='listings', to='ecosystem.layer', verbose_name='layers of the digital city')),
            ],
            options={
                'verbose_name': 'listing',
                'verbose_name_plural': 'listings',
                'ordering': ('family__position', 'created_at', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('workshop', 'stakeholder'), name='listing_stakeholder_once', violation_error_message='This stakeholder is already listed.'), models.UniqueConstraint(models.F('workshop'), django.db.models.functions.text.Lower('name'), condition=models.Q(('removed_at', None)), name='listing_name_once', violation_error_message='A stakeholder with this name is already listed.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='listing_named')],
            },
        ),
        migrations.CreateModel(
            name='WaivedFamily',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waived_families', to='workshops.workshop', verbose_name='workshop')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ecosystem.family', verbose_name='family')),
                ('reason', models.CharField(max_length=300, validators=[ecosystem.text.validate_text], verbose_name='why it does not apply')),
            ],
            options={
                'verbose_name': 'family that does not apply',
                'verbose_name_plural': 'families that do not apply',
                'ordering': ('workshop', 'family__position', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('workshop', 'family'), name='waivedfamily_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waivedfamily_reason')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='room', to='workshops.workshop', verbose_name='workshop')),
                ('code', models.CharField(max_length=6, verbose_name='code')),
                ('is_anonymous', models.BooleanField(default=False, help_text='Nothing that is said can be tied to a name, by nobody and never.', verbose_name='nobody gives a name')),
                ('is_rehearsal', models.BooleanField(default=False, verbose_name='rehearsal')),
                ('stage', models.CharField(choices=[('welcome', 'Welcome'), ('listing', 'Who belongs at the table?'), ('question', 'A question to the room'), ('partnering', 'Who should be a partner?'), ('check', 'Test of the room')], default='welcome', max_length=12, verbose_name='what the room is doing')),
                ('wall', models.CharField(choices=[('stage', 'What the room is doing'), ('code', 'How to join'), ('map', 'The map')], default='stage', max_length=8, verbose_name='on the wall')),
                ('is_locked', models.BooleanField(default=False, verbose_name='locked')),
                ('slow_s', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(600)], verbose_name='seconds between two proposals of one person')),
                ('dots', models.PositiveSmallIntegerField(default=3, verbose_name='dots each person gives')),
                ('timer_ends_at', models.DateTimeField(blank=True, null=True, verbose_name='timer ends')),
                ('notes', models.TextField(blank=True, max_length=4000, validators=[ecosystem.text.validate_text], verbose_name='private notes')),
                ('address', models.CharField(blank=True, help_text='Where phones reach this server, such as http://192.168.1.20:8000.', max_length=300, validators=[ecosystem.text.validate_text], verbose_name='address for phones')),
                ('wifi_name', models.CharField(blank=True, max_length=120, validators=[ecosystem.text.validate_text], verbose_name="name of the hall's Wi-Fi")),
                ('wifi_password', models.CharField(blank=True, max_length=120, validators=[ecosystem.text.validate_text], verbose_name='its password')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='last test of the room')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opened')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
            ],
            options={
                'verbose_name': 'room',
                'verbose_name_plural': 'rooms',
                'ordering': ('-opened_at', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('code',), name='room_code_once'), models.CheckConstraint(condition=models.Q(('dots__lte', 20), ('slow_s__lte', 600)), name='room_limits')],
            },
        ),
        migrations.CreateModel(
            name='WorkshopMapLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(blank=True, help_text="So that you know later which link to take back: 'the city's website'.", max_length=300, validators=[ecosystem.text.validate_text], verbose_name='for whom')),
                ('token_hash', models.CharField(default=ecosystem.models.link.hash_of_nobody_s_token, editable=False, max_length=64, unique=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('ends_on', models.DateField(help_text='The last day on which the link opens.', verbose_name='open until')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken back')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='map_links', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': "link to the workshop's map",
                'verbose_name_plural': "links to workshops' maps",
                'ordering': ('-made_at', '-pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WorkshopSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text="So that you find this state again: 'before the council met'.", max_length=300, validators=[ecosystem.text.validate_text], verbose_name='name')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kept')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kept by')),
                ('records', models.JSONField(validators=[ecosystem.models.snapshot.validate_records], verbose_name='records')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='workshops.workshop', verbose_name='workshop')),
                ('step', models.CharField(choices=[('listing', 'Listing'), ('identification', 'Identification'), ('partnering', 'Partnering')], max_length=16, verbose_name='step')),
            ],
            options={
                'verbose_name': 'kept state of a workshop',
                'verbose_name_plural': 'kept states of workshops',
                'ordering': ('taken_at', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='workshops.listing', verbose_name='listing')),
                ('question', models.CharField(choices=[('readiness', 'How ready are they for digital?'), ('gain', 'What would they gain?'), ('resource', 'What could they bring?'), ('means', 'How could we commit them?'), ('influence', 'How much influence do they have on this project?'), ('interest', 'How much does this project matter to them?')], max_length=12, verbose_name='question')),
                ('kind', models.CharField(blank=True, max_length=12, verbose_name='kind')),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='value')),
                ('note', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='note')),
                ('origin', models.CharField(choices=[('register', 'from the register'), ('profile', "from the family's profile"), ('workshop', 'decided in the workshop')], default='workshop', max_length=10, verbose_name='origin')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ('listing', 'question', 'kind'),
                'constraints': [models.UniqueConstraint(fields=('listing', 'question', 'kind'), name='answer_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), ('question__in', ('readiness', 'influence', 'interest'))), models.Q(('kind__in', ['profit', 'social', 'political', 'knowledge', 'efficiency', 'democracy']), ('question', 'gain')), models.Q(('kind__in', ['financial', 'technical', 'human', 'data']), ('question', 'resource')), models.Q(('kind__in', ['visibility', 'partnership', 'pilot']), ('question', 'means')), _connector='OR'), name='answer_kind'), models.CheckConstraint(condition=models.Q(('value', None), models.Q(('question__in', ('readiness', 'influence', 'interest')), ('value__gte', 1), ('value__lte', 5)), models.Q(('question__in', ('gain', 'resource', 'means')), ('value__gte', 0), ('value__lte', 3)), _connector='OR'), name='answer_value', violation_error_message='Choose a value of this scale.')],
            },
        ),
        migrations.CreateModel(
            name='StatementReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statement_reviews', to='workshops.listing', verbose_name='listing')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ecosystem.profilestatement', verbose_name='profile statement')),
                ('is_accepted', models.BooleanField(verbose_name='accepted')),
            ],
            options={
                'verbose_name': 'reviewed profile statement',
                'verbose_name_plural': 'reviewed profile statements',
                'ordering': ('listing', 'statement'),
                'constraints': [models.UniqueConstraint(fields=('listing', 'statement'), name='statementreview_once')],
            },
        ),
        migrations.CreateModel(
            name='NeedMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='workshops.need', verbose_name='need')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='workshops.listing', verbose_name='listing')),
                ('fits', models.BooleanField(verbose_name='fits')),
            ],
            options={
                'verbose_name': 'match of need and resource',
                'verbose_name_plural': 'matches of needs and resources',
                'ordering': ('need', 'listing'),
                'constraints': [models.UniqueConstraint(fields=('need', 'listing'), name='needmatch_once')],
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='partnership', to='workshops.listing', verbose_name='listing')),
                ('first_action', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='first action')),
                ('lead', models.CharField(blank=True, max_length=120, validators=[ecosystem.text.validate_text], verbose_name='who leads it')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('chosen_at', models.DateTimeField(auto_now_add=True, verbose_name='chosen')),
            ],
            options={
                'verbose_name': 'partnership',
                'verbose_name_plural': 'partnerships',
                'ordering': ('chosen_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ListingPlacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('view', models.CharField(choices=[('ecosystem', 'Ecosystem'), ('layers', 'Layers of the digital city'), ('influence', 'Influence and interest'), ('network', 'Network')], max_length=10, verbose_name='view')),
                ('slot', models.CharField(blank=True, max_length=80)),
                ('x', models.FloatField()),
                ('y', models.FloatField()),
                ('is_pinned', models.BooleanField(default=False, verbose_name='placed by hand')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='workshops.workshop', verbose_name='workshop')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='workshops.listing', verbose_name='listing')),
            ],
            options={
                'verbose_name': "place on the workshop's map",
                'verbose_name_plural': "places on the workshop's map",
                'ordering': ('view', 'listing'),
                'constraints': [models.UniqueConstraint(fields=('listing', 'view'), name='listingplacement_once')],
            },
        ),
        migrations.CreateModel(
            name='Slide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slides', to='workshops.workshop', verbose_name='workshop')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('view', models.CharField(choices=[('ecosystem', 'Ecosystem'), ('layers', 'Layers of the digital city'), ('influence', 'Influence and interest'), ('network', 'Network')], default='ecosystem', max_length=10, verbose_name='view')),
                ('colour', models.CharField(choices=[('family', 'Family'), ('readiness', 'Readiness for digital'), ('community', 'Community')], default='family', max_length=10, verbose_name='colour')),
                ('size', models.CharField(choices=[('influence', 'Influence'), ('betweenness', 'Betweenness'), ('resources', 'Kinds of resources')], default='influence', max_length=12, verbose_name='size')),
                ('caption', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='caption')),
                ('family', models.CharField(blank=True, max_length=60, verbose_name='only this family')),
                ('layer', models.CharField(blank=True, max_length=60, verbose_name='only this layer')),
                ('resource', models.CharField(blank=True, choices=[('financial', 'financial'), ('technical', 'technical'), ('human', 'human'), ('data', 'data')], max_length=12, verbose_name='only who brings')),
                ('kind', models.CharField(blank=True, choices=[('governs', 'governs or regulates'), ('funds', 'funds'), ('supplies', 'supplies or serves'), ('shares', 'shares data or information'), ('agreement', 'formal agreement'), ('trust', 'informal trust'), ('tension', 'tension')], max_length=12, verbose_name='only this kind of relation')),
                ('partners_only', models.BooleanField(default=False, verbose_name='partners only')),
                ('focus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.listing', verbose_name='only this stakeholder and whom it works with')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
            ],
            options={
                'verbose_name': 'state in a presentation',
                'verbose_name_plural': 'states in presentations',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='workshops.listing', verbose_name='listing')),
                ('field', models.CharField(choices=[('entry', 'new entry'), ('readiness', 'readiness for digital'), ('layers', 'layers of the digital city'), ('interest', 'interest'), ('resource', 'resource'), ('means', 'commitment means'), ('relation', 'relation')], max_length=12, verbose_name='field')),
                ('kind', models.CharField(blank=True, max_length=12, verbose_name='kind')),
                ('value', models.JSONField(default=dict, verbose_name='proposed value')),
                ('state', models.CharField(choices=[('pending', 'to decide'), ('accepted', 'accepted'), ('refused', 'refused')], default='pending', max_length=10, verbose_name='state')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='proposed')),
            ],
            options={
                'verbose_name': 'proposal to the register',
                'verbose_name_plural': 'proposals to the register',
                'ordering': ('listing', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('listing', 'field', 'kind'), name='proposal_one_pending')],
            },
        ),
        migrations.CreateModel(
            name='DrawnRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('governs', 'governs or regulates'), ('funds', 'funds'), ('supplies', 'supplies or serves'), ('shares', 'shares data or information'), ('agreement', 'formal agreement'), ('trust', 'informal trust'), ('tension', 'tension')], max_length=12, verbose_name='kind')),
                ('direction', models.CharField(choices=[('one_way', 'one way'), ('mutual', 'mutual')], default='one_way', max_length=8, verbose_name='direction')),
                ('strength', models.PositiveSmallIntegerField(choices=[(1, 'weak'), (2, 'clear'), (3, 'strong')], default=2, verbose_name='strength')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_drawn', to='workshops.listing', verbose_name='from')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workshops.listing', verbose_name='to')),
                ('drawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drawn by')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken away')),
            ],
            options={
                'verbose_name': 'relation drawn in a workshop',
                'verbose_name_plural': 'relations drawn in workshops',
                'ordering': ('source', 'target', 'kind', 'pk'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='drawnrelation_two_ends', violation_error_message='A relation needs two different stakeholders.'), models.CheckConstraint(condition=models.Q(('kind__in', ['governs', 'funds', 'supplies', 'shares', 'agreement', 'trust', 'tension'])), name='drawnrelation_kind'), models.CheckConstraint(condition=models.Q(('strength__gte', 1), ('strength__lte', 3)), name='drawnrelation_strength', violation_error_message='Strength goes from 1 to 3.'), models.CheckConstraint(condition=models.Q(('direction__in', ('one_way', 'mutual'))), name='drawnrelation_direction')],
            },
        ),
        migrations.CreateModel(
            name='LeftOutRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_left_out', to='workshops.listing', verbose_name='listing')),
                ('relation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ecosystem.relation', verbose_name='relation of the register')),
            ],
            options={
                'verbose_name': 'relation left out by a workshop',
                'verbose_name_plural': 'relations left out by workshops',
                'ordering': ('listing', 'relation'),
                'constraints': [models.UniqueConstraint(fields=('listing', 'relation'), name='leftoutrelation_once')],
            },
        ),
        migrations.CreateModel(
            name='Table',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tables', to='workshops.room', verbose_name='room')),
                ('name', models.CharField(max_length=120, validators=[ecosystem.text.validate_text], verbose_name='name')),
            ],
            options={
                'verbose_name': 'table',
                'verbose_name_plural': 'tables',
                'ordering': ('room', 'name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('room', 'name'), name='table_name_once', violation_error_message='The room already has a table of this name.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='table_named')],
            },
        ),
        migrations.CreateModel(
            name='StepTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='times', to='workshops.room', verbose_name='room')),
                ('step', models.CharField(choices=[('listing', 'Listing'), ('identification', 'Identification'), ('partnering', 'Partnering')], max_length=16, verbose_name='step')),
                ('planned_min', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(600)], verbose_name='planned minutes')),
                ('spent_s', models.PositiveIntegerField(default=0, verbose_name='seconds it took so far')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='running since')),
            ],
            options={
                'verbose_name': 'time of a step',
                'verbose_name_plural': 'times of steps',
                'ordering': ('room', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('room', 'step'), name='steptime_once')],
            },
        ),
        migrations.CreateModel(
            name='ParkedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parked', to='workshops.room', verbose_name='room')),
                ('text', models.CharField(max_length=300, validators=[ecosystem.text.validate_text], verbose_name='to come back to')),
                ('is_done', models.BooleanField(default=False, verbose_name='settled')),
            ],
            options={
                'verbose_name': 'parked item',
                'verbose_name_plural': 'parking lot',
                'ordering': ('room', 'is_done', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='parkeditem_text')],
            },
        ),
        migrations.CreateModel(
            name='ConsoleAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='workshops.room', verbose_name='room')),
                ('words', models.CharField(max_length=300, verbose_name='what was done')),
                ('before', models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='how it was before')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('done_at', models.DateTimeField(auto_now_add=True, verbose_name='done')),
            ],
            options={
                'verbose_name': 'action at the console',
                'verbose_name_plural': 'actions at the console',
                'ordering': ('room', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='workshops.room', verbose_name='room')),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed, not revealed'), ('revealed', 'revealed')], default='open', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'round',
                'verbose_name_plural': 'rounds',
                'ordering': ('room', '-pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'revealed'), _negated=True), fields=('room',), name='round_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='workshops.room', verbose_name='room')),
                ('token_hash', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('ballot', models.CharField(blank=True, max_length=8, verbose_name='ballot')),
                ('name', models.CharField(blank=True, max_length=40, validators=[ecosystem.text.validate_text], verbose_name='first name')),
                ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ecosystem.family', verbose_name='speaks for')),
                ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='participants', to='workshops.table', verbose_name='table')),
                ('is_simulated', models.BooleanField(default=False, verbose_name='simulated')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left')),
            ],
            options={
                'verbose_name': 'participant',
                'verbose_name_plural': 'participants',
                'ordering': ('room', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('ballot', ''), _negated=True), fields=('room', 'ballot'), name='participant_ballot_once')],
            },
        ),
        migrations.CreateModel(
            name='RoundItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='workshops.round', verbose_name='round')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='round_items', to='workshops.listing', verbose_name='listing')),
                ('question', models.CharField(choices=[('readiness', 'How ready are they for digital?'), ('gain', 'What would they gain?'), ('resource', 'What could they bring?'), ('means', 'How could we commit them?'), ('influence', 'How much influence do they have on this project?'), ('interest', 'How much does this project matter to them?')], max_length=12, verbose_name='question')),
            ],
            options={
                'verbose_name': 'question of a round',
                'verbose_name_plural': 'questions of a round',
                'ordering': ('round', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('round', 'listing', 'question'), name='item_once')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='workshops.participant')),
                ('key', models.UUIDField(verbose_name='key')),
            ],
            options={
                'verbose_name': 'receipt',
                'verbose_name_plural': 'receipts',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('participant', 'key'), name='receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='RoomCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='check_reply', to='workshops.participant')),
                ('took_ms', models.PositiveIntegerField(verbose_name='milliseconds')),
            ],
            options={
                'verbose_name': 'answer to a test of the room',
                'verbose_name_plural': 'answers to tests of the room',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='workshops.room', verbose_name='room')),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='workshops.participant', verbose_name='from')),
                ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='workshops.table', verbose_name='table')),
                ('name', models.CharField(max_length=120, validators=[ecosystem.text.validate_text], verbose_name='who')),
                ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ecosystem.family', verbose_name='family')),
                ('reason', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='why it matters here')),
                ('state', models.CharField(choices=[('waiting', 'to look at'), ('accepted', 'listed'), ('aside', 'set aside'), ('hidden', 'hidden')], default='waiting', max_length=10, verbose_name='state')),
                ('why_hidden', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='why it is hidden')),
                ('listing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='workshops.listing', verbose_name='listed as')),
                ('sheet', models.CharField(blank=True, max_length=8, verbose_name='sheet of paper')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='named')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
                'ordering': ('room', 'pk'),
                'indexes': [models.Index(fields=['room', 'state'], name='contribution_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='contribution_named'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'hidden'), _negated=True), models.Q(('why_hidden', ''), _negated=True), _connector='OR'), name='contribution_hidden_why', violation_error_message='Say why you hide it.')],
            },
        ),
        migrations.CreateModel(
            name='Dots',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dots', to='workshops.participant')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dots', to='workshops.listing')),
                ('count', models.PositiveSmallIntegerField(verbose_name='dots')),
            ],
            options={
                'verbose_name': 'dots',
                'verbose_name_plural': 'dots',
                'ordering': ('listing', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('participant', 'listing'), name='dots_once'), models.CheckConstraint(condition=models.Q(('count__gte', 1), ('count__lte', 20)), name='dots_count')],
            },
        ),
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pledges', to='workshops.listing', verbose_name='listing')),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pledges', to='workshops.participant', verbose_name='from')),
                ('kind', models.CharField(choices=[('financial', 'financial'), ('technical', 'technical'), ('human', 'human'), ('data', 'data'), ('visibility', 'visibility and marketing'), ('partnership', 'complementary partnership'), ('pilot', 'pilot action')], max_length=12, verbose_name='what is offered')),
                ('text', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='in words')),
                ('state', models.CharField(choices=[('waiting', 'to confirm'), ('confirmed', 'confirmed'), ('declined', 'declined')], default='waiting', max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='pledged')),
            ],
            options={
                'verbose_name': 'pledge',
                'verbose_name_plural': 'pledges',
                'ordering': ('listing', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['financial', 'technical', 'human', 'data', 'visibility', 'partnership', 'pilot'])), name='pledge_kind')],
            },
        ),
        migrations.CreateModel(
            name='RoomAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='room_answers', to='workshops.rounditem')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='room_answers', to='workshops.participant')),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='value')),
                ('is_unknown', models.BooleanField(default=False, verbose_name='do not know')),
            ],
            options={
                'verbose_name': 'answer of the room',
                'verbose_name_plural': 'answers of the room',
                'ordering': ('item', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('item', 'participant'), name='roomanswer_once'), models.CheckConstraint(condition=models.Q(('value', None), models.Q(('is_unknown', False), ('value__gte', 1), ('value__lte', 5)), _connector='OR'), name='roomanswer_value', violation_error_message='Choose a value of this scale.')],
            },
        ),
        migrations.CreateModel(
            name='HandCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_counts', to='workshops.rounditem')),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='value')),
                ('kind', models.CharField(blank=True, max_length=12, verbose_name='kind')),
                ('hands', models.PositiveSmallIntegerField(verbose_name='hands')),
            ],
            options={
                'verbose_name': 'count of hands',
                'verbose_name_plural': 'counts of hands',
                'ordering': ('item', 'value', 'kind'),
                'constraints': [models.UniqueConstraint(models.F('item'), django.db.models.functions.comparison.Coalesce('value', 0), models.F('kind'), name='handcount_once'), models.CheckConstraint(condition=models.Q(('value', None), models.Q(('value__gte', 1), ('value__lte', 5)), _connector='OR'), name='handcount_value'), models.CheckConstraint(condition=models.Q(('hands__lte', 5000)), name='handcount_hands')],
            },
        ),
        migrations.CreateModel(
            name='Seconding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='secondings', to='workshops.contribution')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='secondings', to='workshops.participant')),
            ],
            options={
                'verbose_name': 'seconding',
                'verbose_name_plural': 'secondings',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('contribution', 'participant'), name='seconding_once')],
            },
        ),
        migrations.CreateModel(
            name='RoomChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='workshops.roomanswer')),
                ('kind', models.CharField(max_length=12, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'chosen kind',
                'verbose_name_plural': 'chosen kinds',
                'ordering': ('answer', 'kind'),
                'constraints': [models.UniqueConstraint(fields=('answer', 'kind'), name='roomchoice_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['profit', 'social', 'political', 'knowledge', 'efficiency', 'democracy', 'financial', 'technical', 'human', 'data', 'visibility', 'partnership', 'pilot'])), name='roomchoice_kind')],
            },
        ),
    ]
