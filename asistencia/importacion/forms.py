"""The file somebody chooses, and how it waits, signed, between its review and its confirmation.

It waits in the page itself and not on our disk: nothing is left behind when nobody confirms.
"""

import base64
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eventos.models import Usuario

from .lectura import PESO_MAXIMO

UNA_HORA = 3600


@dataclass(frozen=True)
class Guardado:
    nombre: str
    contenido: bytes
    rectificar: bool

    def sellar(self, usuario: Usuario) -> str:
        """For one person, for an hour."""
        cuerpo = [usuario.pk, self.nombre, base64.b64encode(self.contenido).decode(), self.rectificar]
        return signing.dumps(cuerpo, salt="historico", compress=True)

    @classmethod
    def abrir(cls, sello: str, usuario: Usuario) -> "Guardado | None":
        try:
            de_quien, nombre, contenido, rectificar = signing.loads(sello, salt="historico", max_age=UNA_HORA)
        except (signing.BadSignature, ValueError):
            return None
        return cls(nombre, base64.b64decode(contenido), rectificar) if de_quien == usuario.pk else None


class ArchivoForm(forms.Form):
    archivo = forms.FileField(
        label=gettext_lazy("Archivo CSV o XLSX"),
        help_text=gettext_lazy("Hasta 2 MB. Primero lo revisamos y le mostramos qué entraría: todavía no cambia nada."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={
            "required": gettext_lazy("Elija el archivo que quiere importar."),
            "missing": gettext_lazy("Elija el archivo que quiere importar."),
            "empty": gettext_lazy("Ese archivo está vacío: la primera fila lleva los nombres de las columnas."),
        },
    )
    rectificar = forms.BooleanField(
        label=gettext_lazy("Rectificar lo que ya se importó"),
        required=False,
        help_text=gettext_lazy(
            "Si una fila ya entró con otras cifras, hace una nueva versión de su acta. La anterior se conserva."
        ),
    )

    def __init__(self, *args: object, puede_rectificar: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not puede_rectificar:
            del self.fields["rectificar"]

    def clean_archivo(self) -> object:
        archivo = self.cleaned_data["archivo"]
        if archivo.size > PESO_MAXIMO:
            raise forms.ValidationError(_("El archivo pasa de 2 MB. Divídalo en varios."))
        return archivo

    def guardar(self) -> Guardado | None:
        """None when it is not valid."""
        if not self.is_valid():
            return None
        archivo = self.cleaned_data["archivo"]
        return Guardado(archivo.name[:120], archivo.read(), bool(self.cleaned_data.get("rectificar")))
