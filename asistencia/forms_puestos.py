"""Forms of phones at the door."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eventos import estands
from eventos.models import Estand, Evento, Institucion

from .models import Puesto

# After the last event it still sends what it has, and the day is put in order.
DE_GRACIA = timedelta(hours=6)
LO_MAS = timedelta(days=366)


class CampoEventos(forms.ModelMultipleChoiceField):
    def label_from_instance(self, evento: Evento) -> str:  # type: ignore[override]
        inicio = timezone.localtime(evento.inicio)  # type: ignore[attr-defined]
        return f"{evento.titulo} · {dateformat.format(inicio, 'd/m/Y')} · {evento.institucion.siglas}"


class CampoEstand(forms.ModelChoiceField):
    def label_from_instance(self, estand: Estand) -> str:  # type: ignore[override]
        return f"{estand.nombre} · {estand.evento.titulo}"


class PuestoForm(forms.ModelForm):
    """A new phone for events of one institution that are coming or under way."""

    eventos = CampoEventos(
        Evento.objects.none(),
        label=gettext_lazy("¿Qué eventos atiende?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "largas"}),
        error_messages={"required": gettext_lazy("Elija al menos un evento.")},
    )
    estand = CampoEstand(
        Estand.objects.none(),
        label=gettext_lazy("Estand"),
        required=False,
        empty_label=gettext_lazy("Ninguno de estos"),
        help_text=gettext_lazy("Solo si el puesto es un estand."),
    )
    estand_nuevo = forms.CharField(
        label=gettext_lazy("O el nombre de un estand nuevo"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Se agrega al evento elegido. Por ejemplo: «Toma de presión»."),
    )
    hasta = forms.DateTimeField(
        label=gettext_lazy("Sirve hasta"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("Vacío: seis horas después de que termine su último evento."),
    )

    class Meta:
        model = Puesto
        fields = ("nombre", "tipo", "eventos", "estand", "hasta")
        labels = {"nombre": gettext_lazy("Nombre del puesto"), "tipo": gettext_lazy("¿Qué va a ser?")}
        help_texts = {"nombre": gettext_lazy("Como lo reconoce su equipo: «Entrada norte», «Mesa 2».")}
        widgets = {"tipo": forms.RadioSelect}

    def __init__(self, *args: Any, instituciones: "QuerySet[Institucion]", ahora: datetime, **opciones: Any) -> None:
        super().__init__(*args, **opciones)
        self.ahora = ahora
        planes = Evento.objects.de(instituciones).publicados().sin_cerrar().por_venir(ahora)
        self.fields["eventos"].queryset = planes.con_fechas().select_related("institucion").en_orden()  # type: ignore[attr-defined]
        self.fields["estand"].queryset = Estand.objects.filter(evento__in=planes).select_related("evento")  # type: ignore[attr-defined]

    @property
    def hay_eventos(self) -> bool:
        return bool(self["eventos"].subwidgets)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        elegidos = list(datos.get("eventos") or [])
        if elegidos:
            self.instance.institucion = elegidos[0].institucion
            if any(e.institucion_id != elegidos[0].institucion_id for e in elegidos):
                self.add_error("eventos", _("Un puesto atiende eventos de una sola institución."))
            if "hasta" not in self.errors:
                datos["hasta"] = datos.get("hasta") or max(e.fin for e in elegidos) + DE_GRACIA
        self._decidir_hasta(datos.get("hasta"))
        self._decidir_estand(datos, elegidos)
        return datos

    def _decidir_hasta(self, hasta: datetime | None) -> None:
        if hasta and hasta <= self.ahora:
            self.add_error("hasta", _("Esa hora ya pasó."))
        elif hasta and hasta > self.ahora + LO_MAS:
            self.add_error("hasta", _("A lo sumo, un año."))

    def _decidir_estand(self, datos: dict[str, Any], elegidos: list[Evento]) -> None:
        estand, nuevo = datos.get("estand"), estands.nombres(datos.get("estand_nuevo") or "")
        datos["estand_nuevo"] = nuevo[0] if nuevo else ""
        if datos.get("tipo") != Puesto.Tipo.ESTAND:
            datos["estand"], datos["estand_nuevo"] = None, ""
        elif nuevo and len(elegidos) != 1:
            self.add_error("estand_nuevo", _("Para agregar un estand, elija un solo evento."))
        elif not nuevo and estand is None:
            self.add_error("estand", _("Diga qué estand es."))
        elif estand and not nuevo and estand.evento_id not in {e.pk for e in elegidos}:
            self.add_error("estand", _("Ese estand es de otro evento. Elija ese evento también."))

    def preparado(self) -> Puesto:
        """The Puesto as written, not yet saved; a new stand is."""
        puesto: Puesto = self.instance
        if nuevo := self.cleaned_data["estand_nuevo"]:
            puesto.estand = estands.agregar(self.cleaned_data["eventos"][0], nuevo)
        return puesto


class ColaForm(forms.Form):
    """The sealed file of a phone that never found network."""

    archivo = forms.FileField(
        label=gettext_lazy("Archivo de la cola"),
        help_text=gettext_lazy(
            "El que el teléfono guardó con «Sacar la cola en un archivo». Está cerrado: solo el sistema lo abre."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.convoca,application/json"}),
        error_messages={
            "required": gettext_lazy("Elija el archivo que entregó el teléfono."),
            "empty": gettext_lazy("Ese archivo está vacío."),
        },
    )
    PESO_MAXIMO = 5 * 1024 * 1024

    def clean_archivo(self) -> bytes:
        archivo = self.cleaned_data["archivo"]
        if archivo.size > self.PESO_MAXIMO:
            raise forms.ValidationError(_("El archivo pasa de 5 MB: no es la cola de un teléfono."))
        return archivo.read()
