"""A cast and a stage for tests: each function makes one thing, with sound defaults."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from asistencia import puerta
from asistencia.models import Comentario, Hecho, Puesto
from eventos import catalogo, codigos, programacion
from eventos.models import Evento, Institucion, Jornada, Lugar, Mecanismo, Membresia, Territorio, Usuario
from inscripciones import registro
from inscripciones.models import Inscripcion

CLAVE = "clave-de-prueba-1"


def institucion(siglas: str = "INPEP", nombre: str = "Instituto de Prueba") -> Institucion:
    """The institution of that name, with the whole catalogue; made on first use."""
    if not Territorio.objects.exists():
        catalogo.cargar_base()
    casa, nueva = Institucion.objects.get_or_create(siglas=siglas, defaults={"nombre": nombre})
    if nueva:
        catalogo.copiar_catalogo(casa)
    return casa


def usuario(*roles: str, en: Institucion | None = None, email: str = "") -> Usuario:
    """Somebody with these roles in `en` (INPEP by default); without roles, a stranger who can sign in."""
    persona = Usuario.objects.create_user(email or f"{uuid4().hex[:12]}@prueba.invalid", CLAVE)
    casa = en or institucion()
    Membresia.objects.bulk_create([Membresia(usuario=persona, institucion=casa, rol=r) for r in roles])
    return persona


def mecanismo(slug: str = "cine-forum", en: Institucion | None = None) -> Mecanismo:
    return (en or institucion()).mecanismos.get(slug=slug)


def lugar(en: Institucion | None = None, codigo: str | None = "060114", nombre: str = "Cine del centro") -> Lugar:
    """A venue; by default in the distrito San Salvador."""
    return Lugar.objects.create(institucion=en or institucion(), nombre=nombre, territorio_id=codigo)


def evento(
    *, en: Institucion | None = None, inicio: datetime | None = None, horas: float = 3, jornadas: int = 1, **campos: Any
) -> Evento:
    """A published cine fórum that began half an hour ago; `jornadas` on consecutive days."""
    casa = en or institucion()
    inicio = inicio or timezone.now() - timedelta(minutes=30)
    nuevo = Evento(
        **{
            "institucion": casa,
            "mecanismo": mecanismo(en=casa),
            "titulo": "La película y la charla",
            "resumen": "Vea la película y converse.",
            "lugar": lugar(casa),
            "estado": Evento.Estado.PUBLICADO,
        }
        | campos
    )
    programacion.estrenar(nuevo, inicio)
    for dia in range(jornadas):
        comienza = inicio + timedelta(days=dia)
        Jornada.objects.create(evento=nuevo, inicio=comienza, fin=comienza + timedelta(hours=horas))
    return nuevo


def inscripcion(en: Evento, **datos: Any) -> Inscripcion:
    """A registration of that event, whatever the clock and the capacity say."""
    return registro.crear(en, datos, uuid4(), timezone.now())


def llegada(de: Inscripcion, momento: datetime | None = None, **campos: Any) -> Hecho:
    """An Asistencia through the real way in."""
    ahora = momento or timezone.now()
    hecho = Hecho(
        **{
            "id": uuid4(),
            "tipo": Hecho.Tipo.ASISTENCIA,
            "evento": de.evento,
            "inscripcion": de,
            "personas": de.personas,
            "metodo": "qr",
            "momento": ahora,
        }
        | campos
    )
    puerta.registrar([hecho], ahora)
    return hecho


def conteo(en: Evento, personas: int = 1, momento: datetime | None = None, **campos: Any) -> Hecho:
    ahora = momento or timezone.now()
    hecho = Hecho(
        **{
            "id": uuid4(),
            "tipo": Hecho.Tipo.CONTEO,
            "evento": en,
            "personas": personas,
            "ambito": Hecho.Ambito.SIN_REGISTRO,
            "metodo": "conteo",
            "momento": ahora,
        }
        | campos
    )
    puerta.registrar([hecho], ahora)
    return hecho


def puesto(*eventos: Evento, **campos: Any) -> Puesto:
    """A phone at the door of these events that nobody has enrolled yet."""
    ahora = timezone.now()
    nuevo = Puesto.objects.create(
        **{
            "institucion": eventos[0].institucion,
            "nombre": "Entrada norte",
            "hasta": ahora + timedelta(hours=12),
            "creado_el": ahora,
        }
        | campos
    )
    nuevo.eventos.set(eventos)
    return nuevo


def comentario(en: Evento, **campos: Any) -> Comentario:
    return Comentario.objects.create(
        **{
            "evento": en,
            "folio": codigos.folio(),
            "solicitud": uuid4(),
            "tipo": "sugerencia",
            "texto": "El sonido estaba bajo.",
            "via": "enlace",
            "recibido_el": timezone.now(),
        }
        | campos
    )
