import django.db.models.deletion
from django.db import migrations, models


def give_back(apps, schema_editor):
    """What a server of an earlier version held for as long as it ran waits in the queue again."""
    attempts = apps.get_model("learner", "Attempt").objects
    attempts.filter(state="running", leased=None).update(state="queued", token=None)


class Migration(migrations.Migration):

    dependencies = [
        ("learner", "0002_leases_and_order"),
    ]

    operations = [
        migrations.RunPython(give_back, migrations.RunPython.noop),
        migrations.AddField(
            model_name="attempt",
            name="pool",
            field=models.CharField(
                max_length=10, choices=[("short", "Short"), ("long", "Long")], default="short"
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="taken",
            field=models.DateTimeField(
                null=True, help_text="last claimed, on the database's clock"
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="worker",
            field=models.CharField(
                max_length=200, blank=True, default="", help_text="the process that claimed it"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="attempt",
            name="cancelled",
            field=models.BooleanField(default=False, help_text="the learner wants no verdict"),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="leased",
            field=models.DateTimeField(
                null=True,
                help_text="until when the holder of the token has it, on the database's clock",
            ),
        ),
        migrations.RemoveIndex(model_name="attempt", name="attempt_unfinished"),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                fields=["pool", "learner", "id"],
                name="attempt_waiting",
                condition=models.Q(("state__in", ["queued", "running"])),
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["learner", "taken"], name="attempt_last_taken"),
        ),
        migrations.CreateModel(
            name="RunEvent",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(help_text="on the database's clock")),
                ("data", models.JSONField(help_text="{'event': 'progress', ...}")),
                ("attempt", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="events", to="learner.attempt")),
            ],
        ),
        migrations.AddIndex(
            model_name="runevent",
            index=models.Index(fields=["attempt", "number"], name="events_of_attempt"),
        ),
        migrations.CreateModel(
            name="Control",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("value", models.JSONField()),
                ("attempt", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="controls", to="learner.attempt")),
            ],
        ),
        migrations.AddConstraint(
            model_name="control",
            constraint=models.UniqueConstraint(fields=("attempt", "name"), name="one_value_per_setting"),
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("pools", models.JSONField(help_text="['short', 'long']")),
                ("seen", models.DateTimeField(help_text="on the database's clock")),
            ],
        ),
    ]
