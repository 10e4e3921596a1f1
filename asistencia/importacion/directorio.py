"""Who is who for a file: institutions, mechanisms, places and venues by what people call them. Read once."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from eventos import territorio
from eventos.models import Institucion, Lugar, Mecanismo, Territorio
from eventos.territorio import plegar

from .parecidos import sugerir

Nivel = Territorio.Nivel
ANTES_DE_2024 = (Nivel.MUNICIPIO, Nivel.DISTRITO)


class NoConsta(ValueError):
    """Not found; says in which column, and what is near."""

    def __init__(self, columna: str, razon: str) -> None:
        super().__init__(razon)
        self.columna = columna


class Directorio:
    """Answers for one import. `instituciones` are the ones the person may import for."""

    def __init__(self, instituciones: Iterable[Institucion]) -> None:
        self.instituciones = {plegar(i.siglas): i for i in instituciones}
        self.todas = {plegar(s): s for s in Institucion.objects.values_list("siglas", flat=True)}
        ids = [i.pk for i in self.instituciones.values()]
        self.mecanismos = {(m.institucion_id, m.slug): m for m in Mecanismo.objects.filter(institucion__in=ids)}
        self.lugares = {
            (lugar.institucion_id, plegar(lugar.nombre), lugar.territorio_id): lugar
            for lugar in Lugar.objects.filter(institucion__in=ids).order_by("-pk")
        }
        self._territorios: dict[tuple[str, str, str], Territorio | None] = {}

    def institucion(self, siglas: str) -> Institucion:
        if hallada := self.instituciones.get(plegar(siglas)):
            return hallada
        if plegar(siglas) in self.todas:
            raise ValueError(_("Usted no importa para %s: pídalo a quien administra esa institución.") % siglas)
        conocidas = [i.siglas for i in self.instituciones.values()]
        raise ValueError(_("No hay ninguna institución con las siglas «%s».") % siglas + sugerir(siglas, conocidas))

    def mecanismo(self, institucion: Institucion, slug: str) -> Mecanismo:
        if hallado := self.mecanismos.get((institucion.pk, plegar(slug).replace(" ", "-"))):
            return hallado
        suyos = [s for i, s in self.mecanismos if i == institucion.pk]
        razon = _("%(institucion)s no tiene ningún mecanismo «%(slug)s».")
        raise ValueError(razon % {"institucion": institucion, "slug": slug} + sugerir(slug, suyos))

    def compartido_con(self, texto: str, propia: Institucion) -> list[str]:
        """Siglas of the other institutions of an event, as they are written here."""
        siglas = []
        for dichas in filter(None, (s.strip() for s in texto.replace(",", ";").replace("/", ";").split(";"))):
            if plegar(dichas) not in self.todas:
                raise ValueError(
                    _("No hay ninguna institución con las siglas «%s».") % dichas + sugerir(dichas, self.todas.values())
                )
            if plegar(dichas) == plegar(propia.siglas):
                raise ValueError(_("Es la misma institución de la fila: escriba solo las otras."))
            siglas.append(self.todas[plegar(dichas)])
        return siglas

    def territorio(self, distrito: str, municipio: str, departamento: str) -> Territorio | None:
        """The finest place that the three columns say. Raises NoConsta."""
        clave = (plegar(distrito), plegar(municipio), plegar(departamento))
        if clave not in self._territorios:
            lugar = _buscar("departamento", departamento, (Nivel.DEPARTAMENTO,), None) if departamento else None
            # The 44 municipios date from 2024: an older name is today's distrito of that name.
            lugar = _buscar("municipio", municipio, ANTES_DE_2024, lugar) if municipio else lugar
            lugar = _buscar("distrito", distrito, (Nivel.DISTRITO, Nivel.MUNICIPIO), lugar) if distrito else lugar
            self._territorios[clave] = lugar
        return self._territorios[clave]

    def lugar(self, institucion: Institucion, nombre: str, donde: Territorio | None) -> Lugar | None:
        """The venue of that name there, made when it is new. Without a name it is the place itself."""
        nombre = nombre or (str(donde) if donde else "")
        if not nombre:
            return None
        clave = (institucion.pk, plegar(nombre), donde.pk if donde else None)
        if clave not in self.lugares:
            self.lugares[clave] = Lugar.objects.create(institucion=institucion, nombre=nombre, territorio=donde)
        return self.lugares[clave]


def _buscar(columna: str, texto: str, niveles: tuple[str, ...], dentro: Territorio | None) -> Territorio:
    try:
        return territorio.buscar(texto, niveles, dentro.codigo if dentro else "")
    except territorio.LugarAmbiguo as e:
        donde = "; ".join(_con_departamento(c) for c in e.candidatos)
        raise NoConsta(
            columna, _("Hay varios «%(n)s»: %(c)s. Escriba también el departamento.") % {"n": texto, "c": donde}
        ) from None
    except territorio.LugarDesconocido:
        pass
    otros = [t for nivel in niveles for t in territorio.candidatos(texto, nivel)]
    if dentro and otros:
        donde = "; ".join(_con_departamento(t) for t in otros)
        razon = _("«%(n)s» no está en %(d)s, sino en: %(c)s.") % {"n": texto, "d": dentro, "c": donde}
        raise NoConsta(columna, razon)
    nombres = Territorio.objects.filter(nivel__in=niveles).values_list("nombre", flat=True)
    nivel = {"departamento": _("departamento"), "municipio": _("municipio"), "distrito": _("distrito")}[columna]
    razon = _("No hay ningún %(nivel)s llamado «%(n)s».") % {"nivel": nivel, "n": texto}
    raise NoConsta(columna, razon + sugerir(texto, nombres))


def _con_departamento(lugar: Territorio) -> str:
    """«San Lorenzo (Ahuachapán)», which is what the row must then say."""
    cadena = territorio.superiores(lugar)
    return f"{lugar} ({cadena[-1]})" if cadena else str(lugar)
