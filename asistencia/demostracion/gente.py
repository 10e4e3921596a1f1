"""Invented people: names from lists, telephone numbers nobody can have, addresses that cannot exist."""

from random import Random
from typing import Any

from eventos import territorio
from inscripciones.models import MENORES, Condicion, Edad, Sexo

from . import elenco


class Gente:
    def __init__(self, azar: Random) -> None:
        self.azar = azar
        self.origenes = [territorio.buscar(nombre) for nombre in elenco.ORIGENES]
        self.numero = 0

    def persona(self, *, solo: bool = False, jubilada: bool = False) -> dict[str, Any]:
        """What a form would hold. Under 18 nothing identifies anybody."""
        azar = self.azar
        self.numero += 1
        sexo = azar.choice([Sexo.MUJER, Sexo.MUJER, Sexo.HOMBRE])
        edad = azar.choices(list(Edad), [1, 2, 3, 5, 30] if jubilada else [3, 4, 8, 16, 7])[0]
        datos: dict[str, Any] = {
            "sexo": sexo if azar.random() < 0.95 else "",
            "edad": edad,
            "origen": azar.choice(self.origenes) if azar.random() < 0.9 else None,
            "condicion": Condicion.PENSIONADO if jubilada and edad == Edad.MAYOR else Condicion.ABIERTA,
            "acompanantes": 0 if solo else azar.choices([0, 1, 2, 3], [55, 28, 12, 5])[0],
        }
        if edad not in MENORES:
            datos |= self._senas(sexo)
        return datos

    def _senas(self, sexo: str) -> dict[str, str]:
        azar = self.azar
        pila = azar.choice(elenco.NOMBRES_MUJER if sexo == Sexo.MUJER else elenco.NOMBRES_HOMBRE)
        senas = {"nombre": f"{pila} {azar.choice(elenco.APELLIDOS)}"}
        if azar.random() < 0.5:
            # No number of this country begins with 0.
            senas["telefono"] = f"+5030000{self.numero:04d}"
        if azar.random() < 0.2:
            senas["correo"] = f"persona{self.numero}@ejemplo.invalid"
        return senas
