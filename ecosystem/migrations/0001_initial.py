import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import ecosystem.models.city
import ecosystem.models.link
import ecosystem.models.snapshot
import ecosystem.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
                ('name', models.CharField(blank=True, max_length=120, validators=[ecosystem.text.validate_text], verbose_name='name')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'ordering': ('email',),
            },
        ),
        migrations.CreateModel(
            name='City',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='short name in addresses')),
                ('name', models.CharField(max_length=120, validators=[ecosystem.text.validate_text], verbose_name='name')),
                ('country', models.CharField(blank=True, max_length=120, validators=[ecosystem.text.validate_text], verbose_name='country')),
                ('description', models.TextField(blank=True, max_length=4000, validators=[ecosystem.text.validate_text], verbose_name='description')),
                ('is_fictional', models.BooleanField(default=False, help_text='A demo city says on each page that it is invented.', verbose_name='fictional')),
            ],
            options={
                'verbose_name': 'city',
                'verbose_name_plural': 'cities',
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='TokenBucket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True, verbose_name='what is limited')),
                ('tokens', models.FloatField(verbose_name='how often it may still be done')),
                ('filled_at', models.DateTimeField(verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'limit',
                'verbose_name_plural': 'limits',
                'ordering': ('key',),
            },
        ),
        migrations.CreateModel(
            name='Layer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('seed_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('names', models.JSONField(default=dict, verbose_name='name by language')),
                ('meanings', models.JSONField(blank=True, default=dict, verbose_name='meaning by language')),
            ],
            options={
                'verbose_name': 'layer',
                'verbose_name_plural': 'layers',
                'ordering': ('position', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('seed_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('names', models.JSONField(default=dict, verbose_name='name by language')),
            ],
            options={
                'verbose_name': 'domain',
                'verbose_name_plural': 'domains',
                'ordering': ('position', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('seed_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('group', models.CharField(choices=[('gain', 'gain'), ('resource', 'resource'), ('means', 'commitment means'), ('relation', 'relation')], max_length=10, verbose_name='group')),
                ('code', models.SlugField(verbose_name='code')),
                ('meanings', models.JSONField(default=dict, verbose_name='meaning by language')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ('group', 'position', 'code'),
                'constraints': [models.UniqueConstraint(fields=('group', 'code'), name='term_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='ecosystem.city', verbose_name='city')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('role', models.PositiveSmallIntegerField(choices=[(1, 'Viewer: reads'), (2, 'Editor: edits the register'), (3, 'Facilitator: also runs workshops'), (4, 'Manager: also manages members and families')], default=1, verbose_name='role')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ('city', 'user'),
                'constraints': [models.UniqueConstraint(fields=('city', 'user'), name='membership_once', violation_error_message='This person is already a member of the city.'), models.CheckConstraint(condition=models.Q(('role__in', [1, 2, 3, 4])), name='membership_role')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='ecosystem.city', verbose_name='city')),
                ('email', models.EmailField(max_length=254, verbose_name='email address')),
                ('role', models.PositiveSmallIntegerField(choices=[(1, 'Viewer: reads'), (2, 'Editor: edits the register'), (3, 'Facilitator: also runs workshops'), (4, 'Manager: also manages members and families')], default=1, verbose_name='role')),
                ('token', models.CharField(default=ecosystem.models.city.new_token, editable=False, max_length=64, unique=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('ends_at', models.DateTimeField(default=ecosystem.models.city.invitation_end, verbose_name='ends')),
                ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='accepted')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken back')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ('-ends_at', 'pk'),
                'constraints': [models.UniqueConstraint(models.F('city'), django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at', None), ('revoked_at', None)), name='invitation_one_open', violation_error_message='This address already has an open invitation.'), models.CheckConstraint(condition=models.Q(('role__in', [1, 2, 3, 4])), name='invitation_role')],
            },
        ),
        migrations.CreateModel(
            name='MapLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(blank=True, help_text="So that you know later which link to take back: 'the city's website'.", max_length=300, validators=[ecosystem.text.validate_text], verbose_name='for whom')),
                ('token_hash', models.CharField(default=ecosystem.models.link.hash_of_nobody_s_token, editable=False, max_length=64, unique=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('ends_on', models.DateField(help_text='The last day on which the link opens.', verbose_name='open until')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken back')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='map_links', to='ecosystem.city', verbose_name='city')),
            ],
            options={
                'verbose_name': "link to the city's map",
                'verbose_name_plural': "links to cities' maps",
                'ordering': ('-made_at', '-pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='ecosystem.city', verbose_name='city')),
                ('name', models.CharField(max_length=60, validators=[ecosystem.text.validate_text], verbose_name='name')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ('name', 'pk'),
                'constraints': [models.UniqueConstraint(models.F('city'), django.db.models.functions.text.Lower('name'), name='tag_once')],
            },
        ),
        migrations.CreateModel(
            name='RegisterSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text="So that you find this state again: 'before the council met'.", max_length=300, validators=[ecosystem.text.validate_text], verbose_name='name')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kept')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kept by')),
                ('records', models.JSONField(validators=[ecosystem.models.snapshot.validate_records], verbose_name='records')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='ecosystem.city', verbose_name='city')),
                ('is_of_day', models.BooleanField(default=False, editable=False, verbose_name='kept by itself')),
            ],
            options={
                'verbose_name': 'kept state of a register',
                'verbose_name_plural': 'kept states of registers',
                'ordering': ('taken_at', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Family',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('seed_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('city', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='families', to='ecosystem.city', verbose_name='city')),
                ('code', models.SlugField(verbose_name='code')),
                ('mark', models.CharField(help_text="Shown in the map's marks.", max_length=2, validators=[ecosystem.text.validate_text], verbose_name='two-letter mark')),
                ('shape', models.CharField(choices=[('hexagon', 'hexagon'), ('square', 'square'), ('triangle', 'triangle'), ('diamond', 'diamond'), ('triangle-down', 'triangle pointing down'), ('rounded', 'rounded square'), ('circle', 'circle'), ('ellipse', 'ellipse'), ('star', 'star'), ('pentagon', 'pentagon'), ('octagon', 'octagon'), ('cross', 'cross'), ('trapezoid', 'trapezoid'), ('parallelogram', 'parallelogram')], max_length=20, verbose_name='shape')),
                ('colour', models.PositiveSmallIntegerField(default=1, help_text='Number of the family colour in the palette, 1 to 14.', verbose_name='colour')),
                ('visibility', models.CharField(choices=[('shown', 'shown'), ('drawer', 'in the drawer of often missing ones'), ('hidden', 'hidden')], default='shown', max_length=10, verbose_name='visibility')),
                ('names', models.JSONField(default=dict, verbose_name='name by language')),
                ('meanings', models.JSONField(blank=True, default=dict, verbose_name='meaning by language')),
                ('prompts', models.JSONField(blank=True, default=dict, help_text='A list of questions for each language.', verbose_name='prompts by language')),
                ('examples', models.JSONField(blank=True, default=dict, verbose_name='examples by language')),
                ('layers', models.ManyToManyField(blank=True, related_name='families', to='ecosystem.layer', verbose_name='default place on the layers')),
            ],
            options={
                'verbose_name': 'family',
                'verbose_name_plural': 'families',
                'ordering': ('position', 'code'),
                'constraints': [models.UniqueConstraint(fields=('city', 'code'), name='family_code_in_city', violation_error_message='The city already has a family with this code.'), models.UniqueConstraint(condition=models.Q(('city', None)), fields=('code',), name='family_code_in_method'), models.CheckConstraint(condition=models.Q(('colour__gte', 1), ('colour__lte', 14)), name='family_colour', violation_error_message='Choose a colour from 1 to 14.')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('seed_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='ecosystem.domain', verbose_name='domain')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('names', models.JSONField(default=dict, verbose_name='name by language')),
            ],
            options={
                'verbose_name': 'service',
                'verbose_name_plural': 'services',
                'ordering': ('domain', 'position', 'code'),
            },
        ),
        migrations.CreateModel(
            name='ProfileStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('seed_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='code')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='ecosystem.domain', verbose_name='domain')),
                ('family', models.ForeignKey(limit_choices_to={'city': None}, on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='ecosystem.family', verbose_name='family')),
                ('kind', models.CharField(choices=[('interest', 'interest'), ('capacity', 'capacity'), ('resource', 'resource'), ('gap', 'gap'), ('role', 'role')], max_length=10, verbose_name='kind')),
                ('texts', models.JSONField(default=dict, verbose_name='text by language')),
                ('gain', models.CharField(blank=True, choices=[('profit', 'profit'), ('social', 'social cause'), ('political', 'political reason'), ('knowledge', 'new knowledge'), ('efficiency', 'efficiency'), ('democracy', 'democracy')], max_length=12, verbose_name='gain it speaks of')),
                ('resource', models.CharField(blank=True, choices=[('financial', 'financial'), ('technical', 'technical'), ('human', 'human'), ('data', 'data')], max_length=12, verbose_name='resource it speaks of')),
            ],
            options={
                'verbose_name': 'profile statement',
                'verbose_name_plural': 'profile statements',
                'ordering': ('domain', 'family', 'position', 'code'),
                'constraints': [models.CheckConstraint(condition=models.Q(('gain__in', ['', 'profit', 'social', 'political', 'knowledge', 'efficiency', 'democracy'])), name='profilestatement_gain'), models.CheckConstraint(condition=models.Q(('resource__in', ['', 'financial', 'technical', 'human', 'data'])), name='profilestatement_resource')],
            },
        ),
        migrations.CreateModel(
            name='Stakeholder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stakeholders', to='ecosystem.city', verbose_name='city')),
                ('name', models.CharField(max_length=120, validators=[ecosystem.text.validate_text], verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=20, validators=[ecosystem.text.validate_text], verbose_name='short name')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stakeholders', to='ecosystem.family', verbose_name='family')),
                ('description', models.TextField(blank=True, max_length=4000, validators=[ecosystem.text.validate_text], verbose_name='description')),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='website')),
                ('area', models.CharField(blank=True, help_text='Where it works: districts, the whole city, beyond.', max_length=300, validators=[ecosystem.text.validate_text], verbose_name='area')),
                ('readiness', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'avoids it'), (2, 'curious'), (3, 'starting'), (4, 'works with it'), (5, 'takes others along')], null=True, verbose_name='readiness for digital')),
                ('source', models.CharField(blank=True, help_text='Who told you, or where you read it.', max_length=300, validators=[ecosystem.text.validate_text], verbose_name='source')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed on')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('layers', models.ManyToManyField(blank=True, related_name='stakeholders', to='ecosystem.layer', verbose_name='layers of the digital city')),
                ('tags', models.ManyToManyField(blank=True, related_name='stakeholders', to='ecosystem.tag', verbose_name='tags')),
            ],
            options={
                'verbose_name': 'stakeholder',
                'verbose_name_plural': 'stakeholders',
                'ordering': ('name', 'pk'),
                'indexes': [models.Index(fields=['city', 'archived_at', 'name'], name='stakeholder_list')],
                'constraints': [models.UniqueConstraint(models.F('city'), django.db.models.functions.text.Lower('name'), condition=models.Q(('archived_at', None)), name='stakeholder_name_in_city', violation_error_message='The register already has an active stakeholder with this name.'), models.CheckConstraint(condition=models.Q(('readiness', None), ('readiness__in', [1, 2, 3, 4, 5]), _connector='OR'), name='stakeholder_readiness'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='stakeholder_named')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('description', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name="in the city's words")),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='ecosystem.stakeholder', verbose_name='stakeholder')),
                ('kind', models.CharField(choices=[('profit', 'profit'), ('social', 'social cause'), ('political', 'political reason'), ('knowledge', 'new knowledge'), ('efficiency', 'efficiency'), ('democracy', 'democracy')], max_length=12, verbose_name='gain')),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'some'), (2, 'clear'), (3, 'strong')], null=True, verbose_name='strength')),
            ],
            options={
                'verbose_name': 'interest',
                'verbose_name_plural': 'interests',
                'ordering': ('stakeholder', 'kind'),
                'constraints': [models.UniqueConstraint(fields=('stakeholder', 'kind'), name='interest_kind_once', violation_error_message='This gain is already there. Add to its description instead.'), models.CheckConstraint(condition=models.Q(('kind__in', ['profit', 'social', 'political', 'knowledge', 'efficiency', 'democracy'])), name='interest_kind'), models.CheckConstraint(condition=models.Q(('level', None), ('level__in', [1, 2, 3]), _connector='OR'), name='interest_level')],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('description', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name="in the city's words")),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='ecosystem.stakeholder', verbose_name='stakeholder')),
                ('kind', models.CharField(choices=[('financial', 'financial'), ('technical', 'technical'), ('human', 'human'), ('data', 'data')], max_length=12, verbose_name='resource')),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'some'), (2, 'clear'), (3, 'strong')], null=True, verbose_name='level')),
            ],
            options={
                'verbose_name': 'resource',
                'verbose_name_plural': 'resources',
                'ordering': ('stakeholder', 'kind'),
                'constraints': [models.UniqueConstraint(fields=('stakeholder', 'kind'), name='resource_kind_once', violation_error_message='This resource is already there. Add to its description instead.'), models.CheckConstraint(condition=models.Q(('kind__in', ['financial', 'technical', 'human', 'data'])), name='resource_kind'), models.CheckConstraint(condition=models.Q(('level', None), ('level__in', [1, 2, 3]), _connector='OR'), name='resource_level')],
            },
        ),
        migrations.CreateModel(
            name='CommitmentMeans',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('description', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name="in the city's words")),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='means', to='ecosystem.stakeholder', verbose_name='stakeholder')),
                ('kind', models.CharField(choices=[('visibility', 'visibility and marketing'), ('partnership', 'complementary partnership'), ('pilot', 'pilot action')], max_length=12, verbose_name='means')),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'conceivable'), (2, 'agreed in principle'), (3, 'agreed')], null=True, verbose_name='state')),
            ],
            options={
                'verbose_name': 'commitment means',
                'verbose_name_plural': 'commitment means',
                'ordering': ('stakeholder', 'kind'),
                'constraints': [models.UniqueConstraint(fields=('stakeholder', 'kind'), name='commitmentmeans_kind_once', violation_error_message='This means is already there. Add to its description instead.'), models.CheckConstraint(condition=models.Q(('kind__in', ['visibility', 'partnership', 'pilot'])), name='commitmentmeans_kind'), models.CheckConstraint(condition=models.Q(('level', None), ('level__in', [1, 2, 3]), _connector='OR'), name='commitmentmeans_level')],
            },
        ),
        migrations.CreateModel(
            name='StakeholderPlacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('view', models.CharField(choices=[('ecosystem', 'Ecosystem'), ('layers', 'Layers of the digital city'), ('influence', 'Influence and interest'), ('network', 'Network')], max_length=10, verbose_name='view')),
                ('slot', models.CharField(blank=True, max_length=80)),
                ('x', models.FloatField()),
                ('y', models.FloatField()),
                ('is_pinned', models.BooleanField(default=False, verbose_name='placed by hand')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='ecosystem.city', verbose_name='city')),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='ecosystem.stakeholder', verbose_name='stakeholder')),
            ],
            options={
                'verbose_name': "place on the city's map",
                'verbose_name_plural': "places on the city's map",
                'ordering': ('view', 'stakeholder'),
                'constraints': [models.UniqueConstraint(fields=('stakeholder', 'view'), name='stakeholderplacement_once')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('governs', 'governs or regulates'), ('funds', 'funds'), ('supplies', 'supplies or serves'), ('shares', 'shares data or information'), ('agreement', 'formal agreement'), ('trust', 'informal trust'), ('tension', 'tension')], max_length=12, verbose_name='kind')),
                ('direction', models.CharField(choices=[('one_way', 'one way'), ('mutual', 'mutual')], default='one_way', max_length=8, verbose_name='direction')),
                ('strength', models.PositiveSmallIntegerField(choices=[(1, 'weak'), (2, 'clear'), (3, 'strong')], default=2, verbose_name='strength')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='ecosystem.city', verbose_name='city')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_out', to='ecosystem.stakeholder', verbose_name='from')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_in', to='ecosystem.stakeholder', verbose_name='to')),
                ('note', models.CharField(blank=True, max_length=300, validators=[ecosystem.text.validate_text], verbose_name='note')),
            ],
            options={
                'verbose_name': 'relation',
                'verbose_name_plural': 'relations',
                'ordering': ('source', 'target', 'kind', 'pk'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='relation_two_ends', violation_error_message='A relation needs two different stakeholders.'), models.CheckConstraint(condition=models.Q(('kind__in', ['governs', 'funds', 'supplies', 'shares', 'agreement', 'trust', 'tension'])), name='relation_kind'), models.CheckConstraint(condition=models.Q(('strength__gte', 1), ('strength__lte', 3)), name='relation_strength', violation_error_message='Strength goes from 1 to 3.'), models.CheckConstraint(condition=models.Q(('direction__in', ('one_way', 'mutual'))), name='relation_direction')],
            },
        ),
    ]
