"""Who may do what: the only module that decides it. Whatever is not written here is refused.

A view declares its rule with `@publica`, `@con_sesion` or `@exige(Capacidad.X)`; views of libraries are
listed by name in `DE_TERCEROS`. `GuardiaMiddleware` refuses a view without a rule. A view that
`exige` a capability finds in `request.instituciones` where its person has it, and looks things up
only there: what belongs to another institution does not exist for them (404).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest

from .models import Institucion, Membresia, Usuario

Rol = Membresia.Rol


class Capacidad(StrEnum):
    VER_PANEL = "ver_panel"
    ADMINISTRAR = "administrar"
    VER_EVENTOS = "ver_eventos"
    PLANIFICAR = "planificar"
    CERRAR = "cerrar"
    REGISTRAR = "registrar"
    LEER_INSCRIPCIONES = "leer_inscripciones"
    ATENDER_VOCES = "atender_voces"
    ATENDER_DENUNCIAS = "atender_denuncias"
    VER_TOTALES = "ver_totales"
    IMPORTAR = "importar"
    RECTIFICAR = "rectificar"
    VER_BITACORA = "ver_bitacora"


C = Capacidad
POR_ROL: dict[str, frozenset[Capacidad]] = {
    Rol.ADMINISTRACION: frozenset({C.VER_PANEL, C.ADMINISTRAR}),
    Rol.ORGANIZACION: frozenset(
        {C.VER_PANEL, C.VER_EVENTOS, C.PLANIFICAR, C.CERRAR, C.REGISTRAR, C.LEER_INSCRIPCIONES, C.VER_TOTALES}
    ),
    Rol.REGISTRO: frozenset({C.VER_PANEL, C.VER_EVENTOS, C.REGISTRAR, C.LEER_INSCRIPCIONES}),
    Rol.SEGUIMIENTO: frozenset({C.VER_PANEL, C.ATENDER_VOCES}),
    Rol.CIFRAS: frozenset({C.VER_PANEL, C.VER_EVENTOS, C.VER_TOTALES, C.IMPORTAR, C.RECTIFICAR}),
    Rol.CONSULTA: frozenset({C.VER_PANEL, C.VER_TOTALES}),
    Rol.AUDITORIA: frozenset({C.VER_PANEL, C.VER_BITACORA}),
    Rol.DENUNCIAS: frozenset({C.VER_PANEL, C.ATENDER_DENUNCIAS}),
}


class SolicitudPanel(HttpRequest):
    """A request that passed a rule with a capability."""

    user: Usuario  # type: ignore[assignment]
    instituciones: QuerySet[Institucion]


def capacidades(usuario: Usuario | AnonymousUser) -> dict[int, set[Capacidad]]:
    """Institution id -> what the person may do there. One query, kept on the person for the request."""
    if not usuario.is_authenticated or not usuario.is_active:
        return {}
    guardadas: dict[int, set[Capacidad]] | None = getattr(usuario, "_capacidades", None)
    if guardadas is None:
        guardadas = {}
        casas = set()
        filas = usuario.membresias.values_list("institucion", "institucion__siglas", "rol")
        for institucion, casa, rol in filas:
            guardadas.setdefault(institucion, set()).update(POR_ROL.get(rol, frozenset()))
            casas.add(casa)
        usuario._capacidades, usuario._casas = guardadas, sorted(casas)  # type: ignore[attr-defined]
    return guardadas


def siglas(usuario: Usuario | AnonymousUser) -> list[str]:
    """The institutions somebody works for, by their initials. Costs no query after `capacidades`."""
    return usuario._casas if capacidades(usuario) else []  # type: ignore[union-attr]


def instituciones_con(usuario: Usuario | AnonymousUser, *alguna: Capacidad) -> QuerySet[Institucion]:
    """Institutions where the person has any of these capabilities."""
    ids = [i for i, tiene in capacidades(usuario).items() if tiene.intersection(alguna)]
    return Institucion.objects.filter(pk__in=ids)


def puede(usuario: Usuario | AnonymousUser, capacidad: Capacidad, institucion_id: int) -> bool:
    return capacidad in capacidades(usuario).get(institucion_id, set())


def puede_en_alguna(usuario: Usuario | AnonymousUser, *alguna: Capacidad) -> bool:
    return any(tiene.intersection(alguna) for tiene in capacidades(usuario).values())


# --- Rules of views


@dataclass(frozen=True)
class Regla:
    """`sesion`: somebody signed in. `capacidades`: any of these, in some institution."""

    sesion: bool = False
    capacidades: tuple[Capacidad, ...] = ()


PUBLICA = Regla()
CON_SESION = Regla(sesion=True)
Vista = TypeVar("Vista", bound=Callable[..., Any])


def _con(regla: Regla) -> Callable[[Vista], Vista]:
    def marcar(vista: Vista) -> Vista:
        vista.regla = regla  # type: ignore[attr-defined]
        return vista

    return marcar


publica = _con(PUBLICA)
con_sesion = _con(CON_SESION)


def exige(*alguna: Capacidad) -> Callable[[Vista], Vista]:
    return _con(Regla(sesion=True, capacidades=alguna))


# Views of libraries, by URL name (a name ending in ":" is a whole namespace that guards itself).
DE_TERCEROS: dict[str, Regla] = {
    "admin:": PUBLICA,  # the back office asks for is_staff itself, signing in by /cuentas/
    "api:": PUBLICA,  # phones at the door: each operation asks for their bearer, and a session gives no right
    "set_language": PUBLICA,
    "account_login": PUBLICA,
    "account_logout": PUBLICA,
    "account_signup": PUBLICA,  # closed: says so
    "account_inactive": PUBLICA,
    "account_reset_password": PUBLICA,
    "account_reset_password_done": PUBLICA,
    "account_reset_password_from_key": PUBLICA,
    "account_reset_password_from_key_done": PUBLICA,
    "account_change_password": CON_SESION,
    "account_reauthenticate": CON_SESION,
}


def regla_de(vista: Callable[..., Any], nombre: str) -> Regla | None:
    """The rule of a view; None when nobody wrote one, and then it is refused."""
    propia: Regla | None = getattr(vista, "regla", None)
    if propia is not None:
        return propia
    return DE_TERCEROS.get(nombre) or DE_TERCEROS.get(nombre.split(":")[0] + ":" if ":" in nombre else "")
