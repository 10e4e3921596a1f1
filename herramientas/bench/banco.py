"""The bench: a database with a stage on it, and what is measured over both."""

import json
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from typing import Any

import pasos
import postgres
from entorno import RAIZ

from bench import hechos

# So many that, as on a real day, a pass is scanned a few times and not a dozen.
INSCRIPCIONES, PUESTOS, LOTE = 12_000, 16, 500
SINCRONIZAR = "/api/v1/puestos/sincronizar"
CRUDA = "CREATE TABLE marca (id uuid NOT NULL, momento timestamptz NOT NULL, CONSTRAINT marca_unica UNIQUE (id))"
INSERTAR = "INSERT INTO marca VALUES (gen_random_uuid(), now());\n"
# Transaction control, what a connection says of itself when it opens, and how PostgreSQL itself holds foreign keys.
CONTROL = re.compile(r"^\s*(begin|commit|rollback|savepoint|release|set|show|select 1 from only)\b", re.IGNORECASE)


@dataclass
class Medida:
    """What happened in one cell of one round; facts (or requests, or commits) a second, and milliseconds."""

    ritmo: float
    latencias: list[float] = field(default_factory=list)


class Banco:
    def __init__(self, base: postgres.Servidor, env: dict[str, str]) -> None:
        self.base, self.env, self.puerto = base, env, 0
        self.medidas: defaultdict[tuple[str, int], list[Medida]] = defaultdict(list)
        self.secuencia = count()
        for orden in ("migrate", "preparar_base"):
            pasos.ejecutar([pasos.PYTHON, "manage.py", orden, "--verbosity", "0"], env=env)
        self.escena = json.loads(self.python("bench.escena", str(INSCRIPCIONES), str(PUESTOS)))
        self.pases: Iterator[str] = cycle(self.escena["codigos"])
        self.ultimos: list[str] = []
        self.sql(CRUDA, "CREATE EXTENSION pg_stat_statements", "ANALYZE")
        self.contar("none")
        self.guion = base.carpeta / "insertar.sql"
        self.guion.write_text(INSERTAR)

    def python(self, modulo: str, *argumentos: str, entrada: str = "") -> str:
        env = self.env | {"PYTHONPATH": os.pathsep.join([str(RAIZ), str(RAIZ / "herramientas")])}
        orden = [str(pasos.PYTHON), "-m", modulo, *argumentos]
        proceso = subprocess.run(
            orden, cwd=RAIZ, env=env, input=entrada, stdout=subprocess.PIPE, text=True, check=False
        )
        if proceso.returncode:
            raise pasos.Falta(f"Falló {modulo} (arriba está el motivo).")
        return proceso.stdout

    def sql(self, *ordenes: str) -> list[list[str]]:
        cada_una = [parte for orden in ordenes for parte in ("-c", orden)]
        psql = [str(self.base.binarios / "psql"), "-h", str(self.base.carpeta), "-U", "convoca", "-d", "postgres"]
        orden = [*psql, "-qAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", *cada_una]
        salida = subprocess.run(orden, stdout=subprocess.PIPE, text=True, check=True).stdout
        return [linea.split("\t") for linea in salida.splitlines()]

    def crudo(self, clientes: int, segundos: int) -> None:
        orden = [str(self.base.binarios / "pgbench"), "-n", "-M", "prepared", "-c", str(clientes)]
        orden += ["-j", str(min(clientes, 2)), "-T", str(segundos), "-f", str(self.guion)]
        orden += ["-h", str(self.base.carpeta), "-U", "convoca", "postgres"]
        salida = subprocess.run(orden, capture_output=True, text=True, check=False)
        if not (hallado := re.search(r"tps = ([\d.]+)", salida.stdout)):
            raise pasos.Falta(f"pgbench no dijo su ritmo:\n{salida.stdout}{salida.stderr}")
        self.medidas["crudo", clientes].append(Medida(float(hallado[1])))

    def healthz(self, clientes: int, veces: int) -> None:
        """What gunicorn, Django and the client cost by themselves."""
        plan = [{"portador": "", "cuerpos": [], "veces": veces // clientes} for _ in range(clientes)]
        self.medidas["healthz", clientes].append(self.cargar("/healthz", plan, {}))

    def escaneos(self, clientes: int, veces: int) -> None:
        self.ultimos = list(islice(self.pases, veces))
        self.sincronizar("escaneo", clientes, [[pase] for pase in self.ultimos])

    def otra_vez(self, clientes: int, veces: int) -> None:
        """The passes just scanned, by other facts."""
        self.sincronizar("otra vez", clientes, [[pase] for pase in islice(cycle(self.ultimos), veces)])

    def lotes(self, clientes: int, veces: int) -> None:
        self.sincronizar("lote de 500", clientes, [list(islice(self.pases, LOTE)) for _ in range(veces)])

    def sincronizar(self, que: str, clientes: int, envios: list[list[str]]) -> None:
        cuerpos = [hechos.cuerpo([self.hecho(pase) for pase in envio]) for envio in envios]
        plan = [
            {"portador": portador, "cuerpos": cuerpos[n::clientes]}
            for n, portador in enumerate(self.escena["portadores"][:clientes])
        ]
        cuantos = sum(map(len, envios))
        self.medidas[que, clientes].append(self.cargar(SINCRONIZAR, plan, {"nuevo": cuantos}, cuantos))

    def hecho(self, pase: str) -> dict[str, Any]:
        return hechos.asistencia(self.escena["evento"], next(self.secuencia), pase)

    def cargar(
        self, ruta: str, clientes: list[dict[str, Any]], espera: dict[str, int], cuantos: int | None = None
    ) -> Medida:
        plan = {"puerto": self.puerto, "ruta": ruta, "clientes": clientes}
        visto = json.loads(self.python("bench.cliente", entrada=json.dumps(plan)))
        if visto["resultados"] != espera:
            raise pasos.Falta(f"{ruta} no se pudo medir: respondió {visto['resultados']} en vez de {espera}.")
        return Medida((cuantos or len(visto["latencias"])) / visto["segundos"], visto["latencias"])

    def sentencias(self, lote: int, veces: int = 10) -> list[tuple[float, str]]:
        """How many times a request makes each statement, counted by PostgreSQL apart from what is timed.

        Those that the program sends: what the database does of its own to hold foreign keys is not counted.
        """
        self.contar("top")
        self.sincronizar("sin medir", 1, [list(islice(self.pases, lote)) for _ in range(veces)])
        self.contar("none")
        filas = self.sql(
            "SELECT calls, regexp_replace(query, '\\s+', ' ', 'g') FROM pg_stat_statements ORDER BY 1 DESC"
        )
        return [
            (int(veces_) / veces, texto)
            for veces_, texto in filas
            if not CONTROL.match(texto) and "pg_stat_statements" not in texto and "pg_reload" not in texto
        ]

    def contar(self, cuales: str) -> None:
        self.sql(f"ALTER SYSTEM SET pg_stat_statements.track = '{cuales}'", "SELECT pg_reload_conf()")
        # Every connection looks at its settings before its next statement.
        self.sql("SELECT pg_sleep(0.2)")
        if cuales == "top":
            self.sql("SELECT pg_stat_statements_reset()")
