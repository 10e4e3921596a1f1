"""The registration form: what a citizen is asked, on one page."""

from typing import Any
from uuid import UUID

import phonenumbers
import uuid6
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from eventos.campos import CampoTerritorio
from eventos.models import Mecanismo, Territorio

from .models import MENORES, Condicion, Edad, Sexo

Nivel = Territorio.Nivel
NO_DICE = "no-consta"
SEXOS = [*Sexo.choices, (NO_DICE, _("Prefiero no decirlo"))]
ADULTAS = [(valor, nombre) for valor, nombre in Edad.choices if valor not in MENORES]
# A party of eight at most: whoever comes with more asks somebody of the group to register too.
ACOMPANANTES = [(n, str(n)) for n in range(8)]


class ConCandidatos(forms.TextInput):
    """A text that may come with a choice among the names offered for it, made without typing.

    The choice holds only for the text that it was offered for: typing something else undoes it.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        escrito, elegido = data.get(name), data.get(f"{name}_elegido")
        return elegido if elegido and escrito == data.get(f"{name}_dicho") else escrito


class Solicitud(forms.HiddenInput):
    """The number of the request; a spoilt one is not shown again but replaced."""

    def format_value(self, value: Any) -> str:
        try:
            return str(UUID(str(value)))
        except ValueError:
            return str(uuid6.uuid7())


class CampoTelefono(forms.CharField):
    """A telephone number however it is written; cleans to E.164, or to nothing."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def clean(self, value: Any) -> str:
        texto = super().clean(value)
        if not texto:
            return ""
        try:
            numero = phonenumbers.parse(texto, "SV")
        except phonenumbers.NumberParseException:
            numero = None
        if numero is None or not _es_posible(numero):
            raise ValidationError(_t("Ese número no parece completo. Escriba los 8 números, por ejemplo 7000-0000."))
        return phonenumbers.format_number(numero, phonenumbers.PhoneNumberFormat.E164)


def _es_posible(numero: phonenumbers.PhoneNumber) -> bool:
    """A Salvadoran number of a person has eight digits; the library also knows shorter ones, toll free."""
    completo = numero.country_code != 503 or len(str(numero.national_number)) == 8
    return completo and phonenumbers.is_possible_number(numero)


class FormularioInscripcion(forms.Form):
    solicitud = forms.UUIDField(widget=Solicitud, initial=uuid6.uuid7)
    nombre = forms.CharField(
        label=_("¿Cómo se llama?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    sexo = forms.ChoiceField(
        label=_("Sexo"),
        choices=SEXOS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija una opción.")},
    )
    edad = forms.ChoiceField(
        label=_("Edad"),
        choices=ADULTAS,
        widget=forms.RadioSelect,
        help_text=_("Si trae niñas, niños o adolescentes, cuéntelos abajo, con quienes vienen con usted."),
        error_messages={
            "required": _("Elija una opción."),
            "invalid_choice": _("Si tiene menos de 18 años, venga con una persona adulta: en la mesa le anotan."),
        },
    )
    origen = CampoTerritorio(
        label=_("¿De qué lugar viene?"),
        niveles=(Nivel.DISTRITO, Nivel.MUNICIPIO, Nivel.DEPARTAMENTO),
        required=False,
        help_text=_("Escriba el distrito o el municipio."),
        widget=ConCandidatos(attrs={"autocomplete": "off", "list": "sugerencias-origen"}),
    )
    acompanantes = forms.TypedChoiceField(
        label=_("¿Cuántas personas vienen con usted?"),
        choices=ACOMPANANTES,
        coerce=int,
        initial=0,
        widget=forms.RadioSelect(attrs={"class": "cortas"}),
        error_messages={
            "required": _("Elija cuántas; si viene a solas, elija 0."),
            "invalid_choice": _("Elija de 0 a 7. Si vienen más, que otra persona del grupo se inscriba también."),
        },
    )
    condicion = forms.ChoiceField(
        label=_("¿Qué relación tiene con la institución?"),
        choices=[("", _("Sin decir")), *Condicion.choices],
        required=False,
    )
    telefono = CampoTelefono(
        label=_("Teléfono"), max_length=40, required=False, help_text=_("Solo para avisarle si algo cambia.")
    )
    correo = forms.EmailField(
        label=_("Correo"),
        required=False,
        help_text=_("Le enviamos ahí su pase. Sin correo, lo guarda usted."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    principales = ("nombre", "sexo", "edad", "origen", "acompanantes")
    opcionales = ("condicion", "telefono", "correo")

    def __init__(self, *args: Any, mecanismo: Mecanismo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nombre"].required = mecanismo.nombre_obligatorio

    def clean_nombre(self) -> str:
        return " ".join(self.cleaned_data["nombre"].split())

    def clean_sexo(self) -> str:
        sexo: str = self.cleaned_data["sexo"]
        return "" if sexo == NO_DICE else sexo

    def clean(self) -> dict[str, Any]:
        if "solicitud" in self.errors:
            self.add_error(None, _t("La página llegó incompleta. Revise y oprima otra vez «Guardar mi lugar»."))
        return self.cleaned_data

    @property
    def campos_principales(self) -> list[forms.BoundField]:
        return [self[nombre] for nombre in self.principales]

    @property
    def campos_opcionales(self) -> list[forms.BoundField]:
        return [self[nombre] for nombre in self.opcionales]

    @property
    def hay_error_opcional(self) -> bool:
        """Whether the folded part must be shown open."""
        return any(nombre in self.errors for nombre in self.opcionales)

    @property
    def candidatos(self) -> list[str]:
        """Names to choose among, when what was typed is none or several of them."""
        errores = self.errors["origen"].as_data() if "origen" in self.errors else []
        return [n for e in errores for n in (e.params or {}).get("candidatos", [])]

    def datos(self) -> dict[str, Any]:
        """What registration keeps."""
        return {c: self.cleaned_data[c] for c in (*self.principales, *self.opcionales)}
