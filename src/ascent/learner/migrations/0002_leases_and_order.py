from django.db import migrations, models


def keep_the_newest_keepsake(apps, schema_editor):
    """Two pages of one attempt could be made at the same moment; the newer one stays."""
    keepsakes = apps.get_model("learner", "Keepsake").objects
    seen = set()
    for keepsake in keepsakes.order_by("-id"):
        of = (keepsake.learner_id, keepsake.attempt_id)
        if of in seen:
            keepsake.delete()
        seen.add(of)


class Migration(migrations.Migration):

    dependencies = [
        ("learner", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="leased",
            field=models.DateTimeField(
                null=True,
                help_text="until when a command may hold it; empty: a server, while it runs",
            ),
        ),
        migrations.RemoveIndex(model_name="attempt", name="attempt_of_activity"),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                fields=["learner", "activity", "-id"], name="attempt_newest_first"
            ),
        ),
        migrations.RemoveField(model_name="snapshot", name="evidence_id"),
        migrations.RunPython(keep_the_newest_keepsake, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="keepsake",
            constraint=models.UniqueConstraint(
                fields=("learner", "attempt"), name="one_keepsake_per_attempt"
            ),
        ),
    ]
