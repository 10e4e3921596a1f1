"""Forms of the panel."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from . import estands
from .campos import CampoFecha, CampoTerritorio
from .models import Bitacora, Evento, Institucion, Lugar, Mecanismo, Membresia
from .programacion import Tramo, tramos

DIAS_SEGUIDOS = 10
ESTANDS_MAXIMO, ESTAND_LARGO = 60, 80


class PorInstitucion(ModelChoiceIterator):
    """Choices under the name of their institution."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        cosas = self.queryset.select_related("institucion").order_by("institucion__siglas", "nombre")
        for casa, suyas in groupby(cosas, key=lambda c: c.institucion.siglas):
            yield casa, [self.choice(c) for c in suyas]


class CampoDeInstitucion(forms.ModelChoiceField):
    """One of something that institutions have. What is chosen tells the institution, so nothing else asks for it."""

    def acotar(self, opciones: "QuerySet[Any]", *, varias: bool) -> None:
        self.queryset = opciones
        if varias:
            self.iterator = PorInstitucion
            self.widget = forms.Select(attrs=self.widget.attrs)
        self.widget.choices = self.choices


class EventoForm(forms.ModelForm):
    """An event with its openings at the same hours on consecutive days, and its venue, even if it is new."""

    solicitud = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7, required=False)
    fecha = CampoFecha(label=_("Fecha"))
    hora_inicio = forms.TimeField(
        label=_("Empieza a las"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    hora_fin = forms.TimeField(label=_("Termina a las"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    dias = forms.IntegerField(
        label=_("Días seguidos"),
        initial=1,
        min_value=1,
        max_value=DIAS_SEGUIDOS,
        help_text=_("Con el mismo horario cada día. Casi siempre es 1."),
    )
    mecanismo = CampoDeInstitucion(
        Mecanismo.objects.none(),
        label=_("¿Qué mecanismo de participación es?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    lugar = CampoDeInstitucion(
        Lugar.objects.none(), required=False, label=_("Lugar ya conocido"), empty_label=_("Ninguno de estos")
    )
    lugar_nombre = forms.CharField(
        label=_("Nombre del lugar"), max_length=160, required=False, help_text=_("Si lo escribe, se usa este lugar.")
    )
    lugar_direccion = forms.CharField(label=_("Dirección"), max_length=200, required=False)
    lugar_indicaciones = forms.CharField(
        label=_("Cómo llegar"), max_length=200, required=False, help_text=_("Por ejemplo, qué rutas de bus pasan.")
    )
    lugar_accesibilidad = forms.CharField(
        label=_("Accesibilidad"), max_length=200, required=False, help_text=_("Rampa, asientos, intérprete de señas.")
    )
    lugar_distrito = CampoTerritorio(
        label=_("Distrito"), required=False, help_text=_("Por ejemplo: Ilobasco. También sirve el municipio.")
    )

    capacidad = forms.IntegerField(
        label=_("Cuántas personas caben"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Contando acompañantes. Vacío: sin límite."),
    )
    llegada_minutos_antes = forms.IntegerField(
        label=_("Minutos antes en que ya se puede marcar la llegada"),
        min_value=0,
        max_value=24 * 60,
        initial=60,
        help_text=_("Quien llega más temprano queda por revisar."),
    )
    estands = forms.CharField(
        label=_("Estands o servicios"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Solo si es una feria con varios. Uno por línea: «Vacunación», «Nutrición»."),
    )

    class Meta:
        model = Evento
        fields = (
            "mecanismo", "titulo", "resumen", "descripcion", "lugar", "modalidad", "capacidad", "llegada_minutos_antes",
            "controla_salidas",
        )  # fmt: skip
        labels = {
            "titulo": _("Título"),
            "resumen": _("En una frase"),
            "descripcion": _("Descripción"),
            "modalidad": _("¿Cómo se participa?"),
            "controla_salidas": _("Anotar también las salidas"),
        }
        help_texts = {
            "titulo": _("Como saldrá en la agenda y en el afiche."),
            "resumen": _("Qué gana quien viene. Sale debajo del título."),
        }
        widgets = {"descripcion": forms.Textarea(attrs={"rows": 4}), "modalidad": forms.RadioSelect}

    def __init__(self, *args: Any, instituciones: "QuerySet[Institucion]", **opciones: Any) -> None:
        super().__init__(*args, **opciones)
        mecanismos = Mecanismo.objects.para_eventos()
        if self.instance.pk:
            instituciones = Institucion.objects.filter(pk=self.instance.institucion_id)
            mecanismos = Mecanismo.objects.filter(Q(pk__in=mecanismos) | Q(pk=self.instance.mecanismo_id))
            self._mostrar_jornadas()
            self.initial["estands"] = "\n".join(e.nombre for e in self.instance.estands.all())
        self.varias = len(instituciones) > 1
        self._de_instituciones("mecanismo").acotar(mecanismos.filter(institucion__in=instituciones), varias=self.varias)
        self._de_instituciones("lugar").acotar(Lugar.objects.filter(institucion__in=instituciones), varias=self.varias)

    def _de_instituciones(self, nombre: str) -> CampoDeInstitucion:
        return self.fields[nombre]  # type: ignore[return-value]

    def _mostrar_jornadas(self) -> None:
        jornadas = list(self.instance.jornadas.all())
        if jornadas:
            inicio, fin = timezone.localtime(jornadas[0].inicio), timezone.localtime(jornadas[0].fin)
            self.initial = {
                **self.initial,
                "fecha": inicio.date(), "hora_inicio": inicio.time(), "hora_fin": fin.time(), "dias": len(jornadas),
            }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        inicio, fin = datos.get("hora_inicio"), datos.get("hora_fin")
        if inicio and fin and fin <= inicio:
            self.add_error("hora_fin", _("Tiene que terminar después de empezar."))
        if not self.instance.pk:
            self.instance.solicitud = datos.get("solicitud")
        if mecanismo := datos.get("mecanismo"):
            self.instance.institucion = mecanismo.institucion
            self._decidir_lugar(datos, mecanismo.institucion)
        return datos

    def clean_estands(self) -> list[str]:
        escritos = estands.nombres(self.cleaned_data["estands"])
        if len(escritos) > ESTANDS_MAXIMO:
            raise forms.ValidationError(_("Son demasiados: caben %(n)s."), params={"n": ESTANDS_MAXIMO})
        if largo := next((n for n in escritos if len(n) > ESTAND_LARGO), ""):
            raise forms.ValidationError(
                _("«%(nombre)s…» es muy largo: use menos palabras."), params={"nombre": largo[:30]}
            )
        return escritos

    def _decidir_lugar(self, datos: dict[str, Any], casa: Institucion) -> None:
        detalles = {c: datos.get(f"lugar_{c}") or "" for c in ("nombre", "direccion", "indicaciones", "accesibilidad")}
        if detalles["nombre"]:
            datos["lugar"] = Lugar(institucion=casa, territorio=datos.get("lugar_distrito"), **detalles)
        elif any(detalles.values()) or datos.get("lugar_distrito"):
            self.add_error("lugar_nombre", _("Escriba también cómo se llama el lugar."))
        elif (lugar := datos.get("lugar")) and lugar.institucion_id != casa.pk:
            self.add_error("lugar", _("Ese lugar es de otra institución. Elija uno de la misma."))

    @property
    def lugar_nuevo_abierto(self) -> bool:
        """Whether to show the fields of a new venue: there is no other, or something is written there."""
        return not self._de_instituciones("lugar").queryset or any(
            self[n].value() or self[n].errors for n in self.fields if n.startswith("lugar_")
        )

    def aperturas(self) -> list[Tramo]:
        d = self.cleaned_data
        return tramos(d["fecha"], d["hora_inicio"], d["hora_fin"], d["dias"])


class PersonaForm(forms.Form):
    """Somebody, by e-mail, and what for."""

    institucion = forms.ModelChoiceField(Institucion.objects.none(), label=_("Institución"), empty_label=None)
    email = forms.EmailField(label=_("Correo electrónico"), max_length=254)
    nombre = forms.CharField(label=_("Nombre"), max_length=120)
    roles = forms.MultipleChoiceField(
        label=_("¿Qué va a hacer?"),
        choices=Membresia.Rol.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "largas"}),
    )

    def __init__(self, *args: Any, instituciones: "QuerySet[Institucion]", **opciones: Any) -> None:
        super().__init__(*args, **opciones)
        casa = self.fields["institucion"]
        casa.queryset = instituciones  # type: ignore[attr-defined]
        if len(instituciones) == 1:
            casa.widget, casa.initial = forms.HiddenInput(), instituciones[0]


class InstitucionForm(forms.ModelForm):
    """What an institution says of itself. Its initials stay: files and figures name it by them."""

    class Meta:
        model = Institucion
        fields = ("nombre", "contacto")
        labels = {"nombre": _("Nombre completo")}


class FiltroBitacora(forms.Form):
    accion = forms.ChoiceField(
        label=_("Qué se hizo"), required=False, choices=[("", _("Todo")), *Bitacora.Accion.choices]
    )
    desde = CampoFecha(label=_("Desde"), required=False)
    hasta = CampoFecha(label=_("Hasta"), required=False)
