"""What is typed at the door, on arriving and on closing."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from eventos import codigos
from eventos.campos import CampoTerritorio
from eventos.models import Evento
from inscripciones.models import MENORES, Edad, Inscripcion, Sexo

from .models import Comentario, Hecho
from .models.hechos import Metodo
from .participacion.composicion import Composicion
from .puerta import TIRAS

MAXIMO_ACOMPANANTES = 50


class ConId(forms.Form):
    """A form whose fact has its id from the page that shows it, so that sending twice is harmless."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    # The page may hold several forms: ids of fields are not repeated.
    use_required_attribute = False


class Acompanantes(forms.Form):
    """How many come along, in one tap up to two."""

    acompanantes = forms.ChoiceField(
        label=_("¿Cuántas personas más vienen?"),
        choices=[("0", "0"), ("1", "1"), ("2", "2"), ("mas", "3+")],
        widget=forms.RadioSelect,
        initial="0",
    )
    cuantos = forms.IntegerField(
        label=_("¿Cuántas?"),
        required=False,
        min_value=0,
        max_value=MAXIMO_ACOMPANANTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"max_value": _("Son demasiadas para un solo pase: hasta 50.")},
    )

    @staticmethod
    def inicial(n: int) -> dict[str, object]:
        return {"acompanantes": str(n)} if n <= 2 else {"acompanantes": "mas", "cuantos": n}

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("acompanantes") == "mas" and datos.get("cuantos") is None and "cuantos" not in self.errors:
            self.add_error("cuantos", _("Escriba cuántas personas más vienen."))
        return datos

    @property
    def personas(self) -> int:
        """Holder and companions, once valid."""
        datos = self.cleaned_data
        return 1 + (datos["cuantos"] if datos["acompanantes"] == "mas" else int(datos["acompanantes"]))


class LlegadaForm(Acompanantes, ConId):
    """At the door. With `refiere`, the arrival whose number of companions changes."""

    via = forms.ChoiceField(
        choices=[(Metodo.QR, ""), (Metodo.MESA, "")], required=False, widget=forms.HiddenInput, initial=Metodo.QR
    )
    refiere = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AutoLlegadaForm(Acompanantes, ConId):
    """Marking one's own arrival."""


class AnularForm(ConId):
    """Without `hecho`: the last count of whoever asks."""

    hecho = forms.UUIDField(required=False, widget=forms.HiddenInput)
    motivo = forms.ChoiceField(choices=Hecho.Motivo.choices, required=False, widget=forms.HiddenInput)


class ConteoForm(ConId):
    """`hace` is how many seconds ago it was tapped: a phone without signal sends late, and its clock may be wrong."""

    tira = forms.ChoiceField(choices=[(t, t) for t in TIRAS], required=False)
    hace = forms.IntegerField(required=False, min_value=0, max_value=86_400)

    def momento(self, ahora: datetime) -> datetime:
        return ahora - timedelta(seconds=self.cleaned_data["hace"] or 0)


class RevisarForm(ConId):
    hecho = forms.UUIDField()
    decision = forms.ChoiceField(choices=[("si", ""), ("no", "")])


class AltaForm(Acompanantes, ConId):
    """A walk-in: only what the mechanism asks."""

    nombre = forms.CharField(label=_("Nombre"), max_length=120, required=False)
    sexo = forms.ChoiceField(
        label=_("Sexo"), choices=[*Sexo.choices, ("", _("No dice"))], required=False, widget=forms.RadioSelect
    )
    edad = forms.ChoiceField(
        label=_("Edad"), choices=[*Edad.choices, ("", _("No dice"))], required=False, widget=forms.RadioSelect
    )
    origen = CampoTerritorio(label=_("Distrito donde vive"), required=False)
    de_papel = forms.BooleanField(label=_("Lo estoy pasando de una lista en papel"), required=False)
    field_order = ["nombre", "sexo", "edad", "origen", "acompanantes", "cuantos", "de_papel", "id"]

    def __init__(self, *args: Any, evento: Evento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pide_nombre = evento.mecanismo.nombre_obligatorio

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        self.sin_nombre_por_edad = datos.get("edad") in MENORES and bool(datos.get("nombre"))
        if datos.get("edad") in MENORES:
            datos["nombre"] = ""
        elif self.pide_nombre and not datos.get("nombre"):
            self.add_error("nombre", _("Esta actividad pide el nombre. Escríbalo."))
        return datos

    @property
    def metodo(self) -> str:
        return Metodo.PAPEL if self.cleaned_data["de_papel"] else Metodo.MESA

    @property
    def datos(self) -> dict[str, Any]:
        """As `registro.crear` takes them."""
        return {c: self.cleaned_data[c] for c in ("nombre", "sexo", "edad", "origen")} | {
            "acompanantes": self.personas - 1
        }


class CodigoCortoForm(forms.Form):
    """The spoken code, as it comes."""

    corto = forms.CharField(
        label=_("Código corto"),
        max_length=20,
        help_text=_("Dos letras y tres números. Está debajo del QR de su pase."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "enterkeyhint": "go"}
        ),
        error_messages={"required": _("Escriba el código corto.")},
    )

    def __init__(self, *args: Any, evento: Evento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evento = evento
        self.inscripcion: Inscripcion | None = None

    def clean_corto(self) -> str:
        """The same answer for what cannot be a code and for a code that nobody has."""
        corto = codigos.normalizar(self.cleaned_data["corto"])
        self.inscripcion = Inscripcion.objects.filter(evento=self.evento, corto=corto).first()
        if self.inscripcion is None:
            raise ValidationError(
                _("No encontramos ese código en esta actividad. Revíselo: son dos letras y tres números."),
                "desconocido",
            )
        return corto


class OpinarForm(forms.Form):
    """What somebody says. Nobody asks who they are."""

    solicitud = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    cara = forms.ChoiceField(
        label=_("¿Cómo le fue?"), choices=Comentario.Cara.choices, required=False, widget=forms.RadioSelect
    )
    tipo = forms.ChoiceField(
        label=_("¿Qué nos quiere decir?"), choices=Comentario.Tipo.choices, initial=Comentario.Tipo.SUGERENCIA
    )
    texto = forms.CharField(
        label=_("Con sus palabras"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Es muy largo: caben 4,000 letras.")},
    )
    contacto = forms.CharField(
        label=_("Teléfono o correo"),
        max_length=120,
        required=False,
        help_text=_("Solo si quiere que le respondan. Sin él puede leer la respuesta con su folio."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, comenzo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not comenzo:
            del self.fields["cara"]
            self.fields["texto"].required = True

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if not datos.get("cara") and not datos.get("texto") and not self.errors:
            self.add_error("texto", _("Elija una cara o escriba algo: con una de las dos basta."))
        return datos

    @property
    def datos(self) -> dict[str, Any]:
        return {c: v for c, v in self.cleaned_data.items() if c != "solicitud"}


class FolioForm(forms.Form):
    folio = forms.CharField(
        label=_("Su folio"),
        max_length=30,
        help_text=_("Nueve letras y números. Da igual con guiones o sin ellos."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Escriba su folio.")},
    )

    def clean_folio(self) -> str:
        folio = codigos.normalizar(self.cleaned_data["folio"])
        if not codigos.es_folio(folio):
            raise ValidationError(_("Revise el folio: alguna letra o número no está bien, o falta."))
        return folio


class RespuestaForm(forms.Form):
    """The answer of a comment; which button was pressed says what it is."""

    respuesta = forms.CharField(
        label=_("Respuesta pública"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("La leerá quien tenga el folio. No repita datos personales."),
    )


class CierreForm(forms.Form):
    """What the signer states beyond the facts; only where there is something to state."""

    sin_dato = forms.BooleanField(
        label=_("Nadie sabe cuántas personas llegaron"),
        required=False,
        help_text=_("El acta dirá «sin dato». Si no lo marca, dirá que llegaron 0 personas."),
    )
    diferencia = forms.IntegerField(
        label=_("Personas del conteo de la entrada que se suman"),
        required=False,
        min_value=0,
        help_text=_("Usted las firma: entran al acta como conteo. Vacío: no se suma ninguna."),
    )

    def __init__(self, *args: Any, composicion: Composicion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not composicion.sin_dato:
            del self.fields["sin_dato"]
        if not composicion.diferencia:
            del self.fields["diferencia"]
            return
        self.fields["diferencia"].validators.append(MaxValueValidator(composicion.diferencia))
        self.fields["diferencia"].widget.attrs["max"] = composicion.diferencia

    @property
    def dicho(self) -> dict[str, Any]:
        """As `cierre.cerrar` takes it."""
        return {
            "sin_dato": bool(self.cleaned_data.get("sin_dato")),
            "diferencia": self.cleaned_data.get("diferencia") or 0,
        }


class RectificarForm(forms.Form):
    motivo = forms.CharField(
        label=_("Por qué se rectifica"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Queda escrito en el acta nueva. No ponga nombres de personas."),
        error_messages={"required": _("Diga por qué se rectifica.")},
    )
