"""What `make` calls: set up Convoca on this machine, then serve it or test it.

Standard library only, because nothing is installed yet when it starts. This first file stays readable for
old versions of Python, so that it can look for a newer one.
"""

import os
import shutil
import signal
import sys

MINIMO = (3, 11)


def buscar_python():
    """Go on in a newer Python when this one is too old."""
    for nombre in ("python3.11", "python3.12", "python3.13", "python3.14"):
        otro = shutil.which(nombre)
        if otro:
            os.execv(otro, [otro, *sys.argv])
    sys.exit("Convoca necesita Python 3.11 o más reciente: instálelo (Debian 12: apt install python3 python3-venv).")


def main():
    if sys.version_info < MINIMO:
        buscar_python()
    import pasos
    import probar
    import servir
    from bench import medir

    def preparar_solo():
        pasos.preparar()
        print("Listo: ahora funciona .venv/bin/python manage.py …")
        return 0

    tareas = {
        "setup": preparar_solo,
        "run": servir.servir,
        "test": probar.probar,
        "check": probar.revisar,
        "prueba-larga": probar.prueba_larga,
        "bench": medir.bench,
        "formato": probar.dar_formato,
    }
    if len(sys.argv) != 2 or sys.argv[1] not in tareas:
        sys.exit("Uso: python3 herramientas/preparar.py " + "|".join(tareas))
    # An end that is asked for lets every `finally` run: no server or folder stays behind.
    signal.signal(signal.SIGTERM, lambda _senal, _marco: sys.exit(143))
    try:
        sys.exit(tareas[sys.argv[1]]())
    except pasos.Falta as falta:
        sys.exit(str(falta))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
