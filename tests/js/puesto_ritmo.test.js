import assert from "node:assert/strict";
import test from "node:test";

import * as almacen from "../../static/js/puesto/almacen.js";
import * as hechos from "../../static/js/puesto/hechos.js";
import { Ritmo, espera } from "../../static/js/puesto/ritmo.js";
import { EVENTO, Servidor, VERDAD, telefono } from "./telefono.js";

async function conRitmo(opciones) {
  const base = await telefono();
  const servidor = new Servidor(opciones);
  const citas = [];
  const luego = (tarea, ms) => citas.push({ tarea, ms });
  const ritmo = new Ritmo({ base, fetch: servidor.fetch, ahora: () => VERDAD, luego, azar: () => 0.5 });
  return { base, servidor, citas, ritmo };
}

test("it waits longer after each failure, up to five minutes and a half more, never all phones at once", () => {
  assert.deepEqual([1, 2, 3].map((n) => espera(n, 0.5)), [2000, 4000, 8000]); // prettier-ignore
  assert.deepEqual([espera(50, 0), espera(50, 1)], [150_000, 450_000]);
});

test("while the network is gone it insists less and less; when it is back it is as before", async () => {
  const { citas, ritmo, servidor } = await conRitmo({ fallas: ["cae", "cae", 503] });
  await ritmo.empezar();
  await citas.at(-1).tarea();
  await citas.at(-1).tarea();
  await citas.at(-1).tarea();
  ritmo.parar();
  assert.deepEqual(citas.map((c) => c.ms), [2000, 4000, 8000, 60_000]); // prettier-ignore
  assert.equal(servidor.pedidos.at(-1).url, "/api/v1/puestos/padron");
});

test("it obeys the server that asks for time", async () => {
  const { citas, ritmo } = await conRitmo({ fallas: [503] });
  await ritmo.empezar();
  ritmo.parar();
  assert.equal(citas[0].ms, 7000);
});

test("what it did is told, and an appointment of before a new fact is void", async () => {
  const { base, citas, ritmo, servidor } = await conRitmo();
  const avances = [];
  ritmo.addEventListener("avance", (e) => avances.push(e.detail.enviados));
  await ritmo.empezar();
  await almacen.guardarHecho(base, hechos.conteo({ evento: EVENTO, ahora: VERDAD, desfase: 0 }));
  await ritmo.ya();
  const pedidos = servidor.pedidos.length;
  await citas[0].tarea();
  assert.equal(servidor.pedidos.length, pedidos);
  ritmo.parar();
  assert.deepEqual(avances, [0, 1]);
});

test("a fact made while another sending ends does not wait for the next minute", async () => {
  const { citas, ritmo } = await conRitmo();
  await Promise.all([ritmo.empezar(), ritmo.ya()]);
  ritmo.parar();
  assert.deepEqual(citas.map((c) => c.ms), [2000]); // prettier-ignore
});

test("a disk without room is told with its error, and it goes on trying", async () => {
  const { base, citas, ritmo } = await conRitmo();
  const errores = [];
  ritmo.addEventListener("lleno", (e) => errores.push(e.detail.name));
  base.close();
  await ritmo.empezar();
  ritmo.parar();
  assert.deepEqual([errores, citas.length], [["ErrorAlmacen"], 1]);
});
