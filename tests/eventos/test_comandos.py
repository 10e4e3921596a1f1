"""Commands of the installation: the worker, the base data, a new institution."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from eventos import correo, limites
from eventos.management.commands import trabajar
from eventos.models import Institucion, Limite, Mecanismo, MecanismoNacional, Mensaje, Territorio

RAIZ = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_una_vez_empties_the_outbox():
    for i in range(45):
        correo.encolar(f"p{i}@prueba.invalid", "Hola", "Texto")
    call_command("trabajar", "--una-vez")
    assert len(mail.outbox) == 45


@pytest.mark.django_db
def test_una_vez_forgets_old_limits():
    limites.pasa("algo", 1, timedelta(minutes=1), timezone.now() - timedelta(days=3))
    call_command("trabajar", "--una-vez")
    assert not Limite.objects.exists()


@pytest.mark.django_db
def test_the_worker_logs_counts_and_no_addresses(caplog):
    correo.encolar("ana@prueba.invalid", "Hola", "Texto")
    with caplog.at_level("INFO", logger="convoca.trabajo"):
        call_command("trabajar", "--una-vez")
    assert [r.getMessage() for r in caplog.records if r.name == "convoca.trabajo"] == [
        "1 messages sent",
        "0 rate-limit windows forgotten",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_message_queued_later_is_sent_by_the_same_worker(monkeypatch):
    monkeypatch.setattr(trabajar, "DESCANSO", 0.05)
    fin = Event()

    def hilo() -> None:
        trabajar.trabajar(fin)
        connection.close()

    obrero = Thread(target=hilo)
    obrero.start()
    correo.encolar("ana@prueba.invalid", "Hola", "Texto")
    for _vez in range(100):
        if Mensaje.objects.filter(estado="enviado").exists():
            break
        fin.wait(0.05)
    fin.set()
    obrero.join(5)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("senal", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_cleanly_when_told(tmp_path, senal):
    entorno = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'obrero.sqlite3'}", "PYTHONUNBUFFERED": "1"}
    orden = [sys.executable, "manage.py"]
    subprocess.run([*orden, "migrate", "-v0"], cwd=RAIZ, env=entorno, check=True)
    obrero = subprocess.Popen([*orden, "trabajar"], cwd=RAIZ, env=entorno, stderr=subprocess.PIPE, text=True)
    assert obrero.stderr
    for linea in obrero.stderr:
        if "windows forgotten" in linea:
            break
    obrero.send_signal(senal)
    _salida, errores = obrero.communicate(timeout=5)
    assert (obrero.returncode, "stopped" in errores, "Traceback" in errores) == (0, True, False)


@pytest.mark.django_db
def test_base_data_twice_is_the_same_as_once():
    call_command("preparar_base", stdout=StringIO())
    call_command("preparar_base", stdout=StringIO())
    niveles = [Territorio.objects.filter(nivel=n).count() for n in ("departamento", "municipio", "distrito")]
    assert (niveles, MecanismoNacional.objects.count()) == ([14, 44, 262], 28)


@pytest.mark.django_db
def test_a_new_institution_has_the_whole_catalogue():
    call_command("crear_institucion", "MOP", "Ministerio de Obras", stdout=StringIO())
    suyos = Mecanismo.objects.filter(institucion__siglas="MOP").count()
    assert suyos == MecanismoNacional.objects.count() > 0


@pytest.mark.django_db
def test_the_same_initials_twice_are_refused():
    call_command("crear_institucion", "MOP", "Ministerio de Obras", stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("crear_institucion", "mop", "Otro", stdout=StringIO())
    assert Institucion.objects.count() == 1
