"""The API of phones at the door: transport only. The protocol is docs/puesto.md."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.security import HttpBearer
from pydantic import Field

from . import esquemas, formato, padron, puestos
from .esquemas import Error, Padron, Respuestas
from .models import Puesto
from .sincronizar import sincronizar

api = NinjaAPI(
    title="Convoca",
    version="1",
    description="Lo que un puesto de la puerta habla con el servidor. El protocolo está en docs/puesto.md.",
    docs_url=None,
    urls_namespace="api",
)


class Portador(HttpBearer):
    """Only reads the header; each operation asks who it is, in the statements it needs anyway."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        return token.strip() or None


class Enrolar(Schema):
    token: str = Field(max_length=200)


class Enrolado(Schema):
    portador: str
    puesto: esquemas.PuestoEnrolado
    ahora: str


@api.exception_handler(ValidationError)
def _mal_escrito(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """Which fields, and not what they said."""
    return _json({"detail": ", ".join(sorted({str(e["loc"][-1]) for e in exc.errors}))}, status=422)


@api.post(
    "puestos/enrolar", url_name="enrolar", auth=None,
    response={200: Enrolado, 400: Error, 401: Error, 422: Error},
    summary="Un teléfono pasa a ser el puesto, una sola vez por token",
)  # fmt: skip
def enrolar(request: HttpRequest, cuerpo: Enrolar) -> HttpResponse:
    ahora = timezone.now()
    enrolado = puestos.enrolar(cuerpo.token, ahora)
    if enrolado is None:
        return _no_autorizado()
    puesto, portador = enrolado
    return _json(
        {"portador": portador, "puesto": padron.describir(puesto), "ahora": timezone.localtime(ahora).isoformat()}
    )


@api.get(
    "puestos/padron", url_name="padron", auth=Portador(), response={200: Padron, 304: None, 401: Error},
    summary="El paquete del día", openapi_extra=esquemas.CON_ETAG,
)  # fmt: skip
def dar_padron(request: HttpRequest) -> HttpResponse:
    ahora = timezone.now()
    puesto = puestos.reconocer(request.auth, padron.con_lo_suyo(Puesto.objects.vigentes(ahora)))  # type: ignore[attr-defined]
    if puesto is None:
        return _no_autorizado()
    version = padron.version(puesto, ahora)
    etiqueta = f'"{version}"'
    if etiqueta in request.headers.get("If-None-Match", ""):
        respuesta: HttpResponse = HttpResponseNotModified()
        respuesta["Cache-Control"] = "no-store"
    else:
        respuesta = _json(padron.armar(puesto, version, ahora))
    respuesta["ETag"] = etiqueta
    return respuesta


@api.post(
    "puestos/sincronizar", url_name="sincronizar", auth=Portador(),
    response={200: Respuestas, 400: Error, 401: Error, 422: Error},
    summary="Entrega hechos y recibe una respuesta para cada uno", openapi_extra=esquemas.CUERPO_DE_SINCRONIZAR,
)  # fmt: skip
def entregar(request: HttpRequest) -> HttpResponse:
    ahora, portador = timezone.now(), request.auth  # type: ignore[attr-defined]
    try:
        datos = formato.leer_cuerpo(request.body)
    except formato.Ilegible as e:
        conocido = puestos.reconocer(portador)
        return _json({"detail": str(e)}, status=422) if conocido else _no_autorizado()
    respuestas = sincronizar(portador, datos, ahora)
    return _json(respuestas) if respuestas is not None else _no_autorizado()


def _no_autorizado() -> HttpResponse:
    """One answer for every reason."""
    return _json({"detail": "Unauthorized"}, status=401)


def _json(datos: dict[str, Any], status: int = 200) -> HttpResponse:
    respuesta = JsonResponse(datos, status=status)
    respuesta["Cache-Control"] = "no-store"
    return respuesta
