"""The outbox: queued with what causes it, sent once, emptied, tried again."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from eventos import correo
from eventos.models import Mensaje

AHORA = timezone.now


def encolar(n: int = 1) -> None:
    for i in range(n):
        correo.encolar(f"persona{i}@prueba.invalid", f"Asunto {i}", "Texto", adjuntos=[])


@pytest.mark.django_db(transaction=True)
def test_a_message_of_a_transaction_that_rolls_back_is_not_sent():
    with transaction.atomic():
        encolar()
        transaction.set_rollback(True)
    assert correo.enviar_pendientes(AHORA()) == 0


@pytest.mark.django_db
def test_what_is_queued_is_sent():
    correo.encolar("ana@prueba.invalid", "Hola", "Texto", "<p>Texto</p>", [
        {"nombre": "evento.ics", "tipo": "text/calendar", "contenido": "BEGIN:VCALENDAR"}
    ])  # fmt: skip
    correo.enviar_pendientes(AHORA())
    (enviado,) = mail.outbox
    assert (enviado.to, enviado.subject, enviado.body) == (["ana@prueba.invalid"], "Hola", "Texto")
    assert [a[0] for a in enviado.attachments] == ["evento.ics"]


@pytest.mark.django_db
def test_a_sent_message_is_emptied():
    encolar()
    correo.enviar_pendientes(AHORA())
    m = Mensaje.objects.get()
    assert (m.estado, m.para, m.asunto, m.texto, m.html, m.adjuntos) == ("enviado", "", "", "", "", [])


@pytest.mark.django_db
def test_asking_again_sends_nothing_more():
    encolar()
    correo.enviar_pendientes(AHORA())
    assert correo.enviar_pendientes(AHORA()) == 0


@pytest.fixture
def _servidor_caido(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_servidor_caido")
def test_a_failure_waits_longer_each_time_and_gives_up_after_eight():
    encolar()
    ahora, esperas = AHORA(), []
    for _intento in range(8):
        assert correo.enviar_pendientes(ahora) == 0
        m = Mensaje.objects.get()
        esperas.append((m.disponible_el - ahora).total_seconds() / 60)
        ahora = m.disponible_el
    assert esperas == [2, 4, 8, 16, 32, 64, 128, 256]
    assert (m.estado, m.intentos, m.error) == ("fallido", 8, "ConnectionRefusedError")


@pytest.mark.django_db
@pytest.mark.usefixtures("_servidor_caido")
def test_a_message_that_is_given_up_is_emptied():
    encolar()
    Mensaje.objects.update(intentos=7)
    correo.enviar_pendientes(AHORA())
    m = Mensaje.objects.get()
    assert (m.estado, m.para, m.asunto, m.texto, m.html, m.adjuntos) == ("fallido", "", "", "", "", [])


@pytest.mark.django_db
def test_a_title_with_line_breaks_adds_no_header_and_still_leaves():
    correo.encolar("ana@prueba.invalid", "Feria\r\nBcc: otra@prueba.invalid", "Texto")
    assert correo.enviar_pendientes(AHORA()) == 1
    assert (mail.outbox[0].subject, mail.outbox[0].bcc) == ("Feria Bcc: otra@prueba.invalid", [])


@pytest.mark.django_db
@pytest.mark.usefixtures("_servidor_caido")
def test_a_failure_writes_no_address_in_the_log(caplog):
    encolar()
    correo.enviar_pendientes(AHORA())
    assert "persona0" not in caplog.text


@pytest.mark.django_db
@pytest.mark.usefixtures("_servidor_caido")
def test_before_its_moment_it_is_not_tried():
    encolar()
    ahora = AHORA()
    correo.enviar_pendientes(ahora)
    correo.enviar_pendientes(ahora + timedelta(minutes=1))
    assert Mensaje.objects.get().intentos == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once():
    encolar(40)
    salida, ahora = Barrier(2), AHORA()

    def trabajar() -> None:
        salida.wait()
        while correo.enviar_pendientes(ahora, lote=5):
            pass
        connection.close()

    hilos = [Thread(target=trabajar) for _ in range(2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert sorted(m.subject for m in mail.outbox) == sorted(f"Asunto {i}" for i in range(40))
