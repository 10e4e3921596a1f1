from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eventos", "0001_la_institucion_y_lo_que_planifica"),
    ]

    operations = [
        migrations.AddField(
            model_name="evento",
            name="solicitud",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="evento",
            constraint=models.UniqueConstraint(
                fields=("institucion", "solicitud"), name="evento_una_vez_por_solicitud"
            ),
        ),
    ]
