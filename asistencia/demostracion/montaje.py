"""Makes the demonstration through the real verbs, as if each thing had happened on its day."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify

from eventos import catalogo, programacion, territorio
from eventos.models import Bitacora, Evento, Institucion, Lugar, Mecanismo, Territorio, Unidad, Usuario
from inscripciones import registro
from inscripciones.models import Inscripcion

from .. import cierre, puerta
from ..importacion import historico
from ..models import Hecho
from . import elenco, guion, huella
from .gente import Gente
from .guion import Escena
from .voces import sembrar_voces

SEMILLA = 762
Tramos = list[programacion.Tramo]


def desmontar() -> None:
    """Takes away what belongs to institutions of the demonstration, and nothing else."""
    for modelo, camino in huella.CAMINOS.items():
        modelo._default_manager.filter(**{f"{camino}__demostracion": True}).delete()
    casas = Institucion.objects.filter(demostracion=True)
    Bitacora.objects.filter(institucion__in=casas).delete()
    Bitacora.objects.filter(objeto=huella.OBJETO).delete()
    casas.delete()


def montar(ahora: datetime) -> None:
    """Everything anew, around `ahora`. The caller owns the transaction."""
    if not Territorio.objects.exists():
        catalogo.cargar_base()
    Montaje(ahora).todo()
    huella.firmar(ahora)


class Montaje:
    def __init__(self, ahora: datetime) -> None:
        self.ahora = ahora
        self.hoy = timezone.localdate(ahora)
        self.azar = Random(SEMILLA)  # noqa: S311  a script, not a secret
        self.gente = Gente(self.azar)
        self.casas: dict[str, Institucion] = {}
        self.usuarios: dict[tuple[str, str], Usuario] = {}
        self.lugares: dict[tuple[str, str], Lugar] = {}

    def todo(self) -> None:
        for siglas, (nombre, contacto, unidades) in elenco.INSTITUCIONES.items():
            self._fundar(siglas, nombre, contacto, unidades)
        for parte, nombre, roles, siglas in elenco.CUENTAS:
            self.usuarios[parte, siglas] = _cuenta(parte, nombre, roles, self.casas[siglas])
        _importar(self.casas, self.usuarios["cifras", "INPEP"], self.ahora, self.azar)
        celebrados = [(escena, self.representar(escena)) for escena in guion.escenas()]
        pasados = [
            e for escena, e in celebrados if escena.suerte in (guion.ACTA, guion.SIN_ACTA, guion.TARDE, guion.HOY)
        ]
        sembrar_voces(pasados, self.usuarios, self.ahora, self.azar)

    def _fundar(self, siglas: str, nombre: str, contacto: str, unidades: list[str]) -> None:
        casa = Institucion.objects.create(siglas=siglas, nombre=nombre, contacto=contacto, demostracion=True)
        self.casas[siglas] = casa
        catalogo.copiar_catalogo(casa)
        for n in unidades:
            Unidad.objects.create(institucion=casa, nombre=n, slug=slugify(n))
        correo = f"participacion@{elenco.DOMINIO[siglas]}"
        for slug, (definicion, objetivo, requisitos) in elenco.TEXTOS.items():
            Mecanismo.objects.filter(institucion=casa, slug=slug).update(
                definicion=definicion, objetivo=objetivo, requisitos=requisitos, fuente=unidades[0],
                contacto_correo=correo, contacto_horario="Lunes a viernes, 8:00 a. m. a 4:00 p. m.",
            )  # fmt: skip
        for clave, (lugar, direccion, llegar, acceso, distrito) in elenco.LUGARES[siglas].items():
            self.lugares[siglas, clave] = Lugar.objects.create(
                institucion=casa, nombre=lugar, direccion=direccion, indicaciones=llegar, accesibilidad=acceso,
                territorio=territorio.buscar(distrito),
            )  # fmt: skip

    # --- One event, from its announcement to its acta

    def representar(self, escena: Escena) -> Evento:
        tramos = self._tramos(escena)
        (inicio, _fin), (_i, fin) = tramos[0], tramos[-1]
        anuncio = min(inicio - timedelta(days=self.azar.randint(16, 30)), self.ahora - timedelta(days=2))
        quien = self.usuarios["organizacion", escena.siglas]
        evento = self._anunciar(escena, tramos, quien, anuncio)
        if escena.suerte == guion.BORRADOR:
            return evento
        inscritas = self._inscribir(evento, escena, anuncio, min(inicio, self.ahora))
        if escena.suerte == guion.CANCELADO:
            programacion.cancelar(evento, quien, self.ahora - timedelta(hours=20))
        elif inicio <= self.ahora:
            for tramo in tramos:
                self._celebrar(evento, escena, inscritas, tramo, quien)
        if escena.suerte in (guion.ACTA, guion.TARDE):
            self._cerrar(evento, escena, inscritas, fin, quien)
        return evento

    def _tramos(self, escena: Escena) -> Tramos:
        if escena.suerte == guion.HOY:
            inicio = timezone.localtime(self.ahora).replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
            return [(inicio, inicio + timedelta(hours=escena.dura))]
        dia = self.hoy + timedelta(days=escena.dia)
        return [_tramo(dia + timedelta(days=n), escena.hora, escena.dura) for n in range(escena.jornadas)]

    def _anunciar(self, escena: Escena, tramos: Tramos, quien: Usuario, anuncio: datetime) -> Evento:
        casa = self.casas[escena.siglas]
        unidad = elenco.INSTITUCIONES[escena.siglas][2][escena.unidad]
        mecanismo = casa.mecanismos.get(slug=escena.mecanismo)
        evento = Evento(
            institucion=casa, unidad=casa.unidades.get(nombre=unidad), mecanismo=mecanismo, titulo=escena.titulo,
            resumen=escena.resumen, lugar=self.lugares[escena.siglas, escena.lugar], capacidad=escena.capacidad,
            descripcion=mecanismo.definicion, creado_el=anuncio,
        )  # fmt: skip
        programacion.crear(evento, tramos, quien, anuncio)
        if escena.suerte != guion.BORRADOR:
            programacion.publicar(evento, quien, anuncio + timedelta(hours=3))
        return Evento.objects.get(pk=evento.pk)

    def _inscribir(self, evento: Evento, escena: Escena, desde: datetime, hasta: datetime) -> list[Inscripcion]:
        difusion = evento.difusiones.get(predeterminada=True)
        hechas = []
        for i in range(escena.inscritas):
            canal = self.azar.choices(["enlace", "mesa", "papel"], [7, 2, 1])[0]
            datos = self.gente.persona(solo=escena.suerte == guion.LLENO, jubilada=escena.siglas == "INPEP")
            cuando = desde + (hasta - desde) * (i + 1) / (escena.inscritas + 1)
            por = difusion if canal == "enlace" else None
            hechas.append(registro.crear(evento, datos, self._id(), cuando, difusion=por, canal=canal))
        if len(hechas) > 8 and escena.suerte != guion.LLENO:
            registro.cancelar(hechas.pop(3))
        return hechas

    def _celebrar(
        self, evento: Evento, escena: Escena, inscritas: list[Inscripcion], tramo: programacion.Tramo, quien: Usuario
    ) -> None:
        inicio, fin = tramo
        hasta = min(fin - timedelta(minutes=20), self.ahora - timedelta(minutes=2))
        hechos = list(self._llegadas(evento, inscritas, inicio, hasta, quien))
        contadas = escena.contadas if escena.suerte != guion.HOY else escena.contadas // 2
        hechos += self._conteos(evento, contadas, inicio, hasta, quien)
        puerta.registrar(hechos, hasta)
        for _n in range(escena.inscritas // 7):
            puerta.alta(evento, self.gente.persona(), self._id(), "mesa", self._entre(inicio, hasta), quien)
        if escena.suerte == guion.HOY or (escena.suerte == guion.SIN_ACTA and inscritas):
            self._dejar_dudas(evento, inscritas[-2:], inicio)
        if escena.contadas > 100:
            error = next(h for h in hechos if h.tipo == Hecho.Tipo.CONTEO)
            puerta.anular(error, self._id(), Hecho.Motivo.ERROR, quien, hasta)

    def _llegadas(
        self, evento: Evento, inscritas: list[Inscripcion], inicio: datetime, hasta: datetime, quien: Usuario
    ) -> Iterator[Hecho]:
        for inscripcion in inscritas[:-2]:
            if self.azar.random() > 0.82:
                continue
            metodo = self.azar.choices(["qr", "autorregistro", "mesa", "papel"], [50, 15, 25, 10])[0]
            vinieron = 1 + self.azar.randint(0, inscripcion.acompanantes)
            momento = self._entre(inicio - timedelta(minutes=25), min(hasta, inicio + timedelta(minutes=70)))
            veces = 2 if self.azar.random() < 0.06 else 1
            for vez in range(veces):
                yield Hecho(
                    id=self._id(), tipo=Hecho.Tipo.ASISTENCIA, evento=evento, inscripcion=inscripcion,
                    personas=vinieron, metodo=metodo, momento=momento + timedelta(minutes=vez),
                    operador=None if metodo == "autorregistro" else quien,
                )  # fmt: skip

    def _conteos(self, evento: Evento, n: int, inicio: datetime, hasta: datetime, quien: Usuario) -> Iterator[Hecho]:
        """Taps of the counter, a few at once: with a strip, or without."""
        tiras: list[dict[str, Any]] = [*puerta.TIRAS.values(), {}, {}]
        while n > 0:
            cuantas = min(n, self.azar.randint(1, 9))
            n -= cuantas
            yield Hecho(
                id=self._id(), tipo=Hecho.Tipo.CONTEO, evento=evento, personas=cuantas, metodo="conteo",
                ambito=Hecho.Ambito.SIN_REGISTRO, momento=self._entre(inicio, hasta), operador=quien,
                **self.azar.choice(tiras),
            )  # fmt: skip

    def _dejar_dudas(self, evento: Evento, inscritas: list[Inscripcion], inicio: datetime) -> None:
        """Marked from home, hours before the door opened: somebody has to decide."""
        for inscripcion in inscritas:
            puerta.anotar_llegada(
                inscripcion, self._id(), inscripcion.personas, "autorregistro", inicio - timedelta(hours=3)
            )

    def _cerrar(
        self, evento: Evento, escena: Escena, inscritas: list[Inscripcion], fin: datetime, quien: Usuario
    ) -> None:
        firma = min(fin + timedelta(days=self.azar.randint(1, 4)), self.ahora - timedelta(hours=5))
        cierre.cerrar(evento, quien, firma, sin_dato=not escena.inscritas and not escena.contadas)
        if escena.suerte == guion.TARDE or escena.contadas > 200:
            for inscripcion in inscritas[-2:]:
                puerta.anotar_llegada(inscripcion, self._id(), 1, "papel", firma + timedelta(hours=2), quien)
        if escena.contadas > 200:
            motivo = "Apareció una hoja de la lista en papel que no se había digitado."
            cierre.rectificar(evento, quien, firma + timedelta(hours=3), motivo)

    def _entre(self, desde: datetime, hasta: datetime) -> datetime:
        return desde + (max(hasta, desde) - desde) * self.azar.random()

    def _id(self) -> UUID:
        return UUID(int=self.azar.getrandbits(128), version=4)


def _tramo(dia: date, hora: int, horas: float) -> programacion.Tramo:
    inicio = timezone.make_aware(datetime.combine(dia, time(hora)))
    return inicio, inicio + timedelta(hours=horas)


def _cuenta(parte: str, nombre: str, roles: Sequence[str], casa: Institucion) -> Usuario:
    email = f"{parte}@{elenco.DOMINIO[casa.siglas]}"
    usuario = Usuario.objects.filter(email=email).first() or Usuario(email=email)
    usuario.nombre = nombre
    if not usuario.pk:
        usuario.set_unusable_password()
    usuario.save()
    for rol in roles:
        usuario.membresias.create(institucion=casa, rol=rol)
    return usuario


def _importar(casas: dict[str, Institucion], quien: Usuario, ahora: datetime, azar: Random) -> None:
    """Last year's events, from a file like the ones people have."""
    hoja = io.StringIO()
    filas = csv.DictWriter(hoja, historico.COLUMNAS, restval="")
    filas.writeheader()
    hoy = timezone.localdate(ahora)
    for escena in guion.escenas():
        if escena.suerte == guion.ACTA and escena.siglas != "Caja Mutual" and escena.inscritas:
            filas.writerow(_hace_un_anio(escena, hoy, azar))
    antes, fuente = hoy.year - 2, "Libro de actas (ficticio)"
    cine = elenco.LUGARES["INPEP"]["cine"]
    filas.writerow({
        "institucion": "INPEP", "mecanismo": "cine-forum", "titulo": "Funciones de mayo", "inicio": f"{antes}-05",
        "lugar": cine[0], "distrito": cine[4], "personas": 140, "fuente": fuente, "nota": "Solo se sabe el mes.",
    })  # fmt: skip
    filas.writerow({
        "institucion": "MOP", "mecanismo": "asamblea-comunitaria", "titulo": "Asambleas del año", "inicio": antes,
        "departamento": "Cabañas", "fuente": fuente, "nota": "Nadie contó a las personas.",
    })  # fmt: skip
    resumen = historico.importar(hoja.getvalue().encode(), ahora, instituciones=casas.values(), usuario=quien)
    if resumen.fallas:
        raise RuntimeError("; ".join(map(str, resumen.fallas)))


def _hace_un_anio(escena: Escena, hoy: date, azar: Random) -> dict[str, Any]:
    dia = hoy + timedelta(days=escena.dia - 365)
    personas = round((escena.inscritas + escena.contadas) * azar.uniform(0.7, 1.1))
    mujeres = round(personas * azar.uniform(0.5, 0.7))
    lugar = elenco.LUGARES[escena.siglas][escena.lugar]
    return {
        "institucion": escena.siglas, "mecanismo": escena.mecanismo, "inicio": dia, "lugar": lugar[0],
        "titulo": f"{escena.titulo.split(':')[0]} ({dia.year})", "distrito": lugar[4], "personas": personas,
        "mujeres": mujeres, "hombres": personas - mujeres, "fuente": f"Memoria de labores {dia.year} (ficticia)",
    }  # fmt: skip
