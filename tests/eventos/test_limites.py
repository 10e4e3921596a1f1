"""The rate limit: right under any concurrency, and forgotten after a day."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from eventos import limites
from eventos.models import Limite

MINUTO = timedelta(minutes=1)
AHORA = timezone.now().replace(second=0, microsecond=0)


@pytest.mark.django_db
def test_as_many_as_allowed_pass_and_no_more():
    assert [limites.pasa("x", 3, MINUTO, AHORA) for _vez in range(5)] == [True, True, True, False, False]


@pytest.mark.django_db
def test_each_key_has_its_own_count():
    assert limites.pasa("x", 1, MINUTO, AHORA)
    assert limites.pasa("y", 1, MINUTO, AHORA)


@pytest.mark.django_db
def test_the_next_window_begins_anew():
    limites.pasa("x", 1, MINUTO, AHORA)
    assert limites.pasa("x", 1, MINUTO, AHORA + MINUTO)


@pytest.mark.django_db
def test_windows_older_than_a_day_are_forgotten_and_newer_ones_kept():
    limites.pasa("vieja", 1, MINUTO, AHORA - timedelta(days=2))
    limites.pasa("nueva", 1, MINUTO, AHORA)
    assert (limites.olvidar(AHORA), Limite.objects.get().clave) == (1, "nueva")


@pytest.mark.parametrize(
    ("una", "otra", "misma"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
    ],
)
def test_a_home_is_one_address_or_one_ipv6_network(rf, una, otra, misma):
    assert (limites.red(rf.get("/", REMOTE_ADDR=una)) == limites.red(rf.get("/", REMOTE_ADDR=otra))) is misma


def test_nobody_gets_a_new_count_by_saying_to_come_from_elsewhere(rf):
    assert limites.red(rf.get("/", HTTP_X_FORWARDED_FOR="198.51.100.7")) == limites.red(rf.get("/"))


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_pass_only_as_many_as_allowed():
    pasaron, salida = [], Barrier(20)

    def pedir() -> None:
        salida.wait()
        pasaron.append(limites.pasa("x", 5, MINUTO, AHORA))
        connection.close()

    hilos = [Thread(target=pedir) for _vez in range(20)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert sum(pasaron) == 5
