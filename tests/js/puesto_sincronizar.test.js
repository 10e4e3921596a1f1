import assert from "node:assert/strict";
import test from "node:test";

import * as almacen from "../../static/js/puesto/almacen.js";
import * as hechos from "../../static/js/puesto/hechos.js";
import { bajarPadron, subir } from "../../static/js/puesto/sincronizar.js";
import { EVENTO, Servidor, VERDAD, evento, pack, telefono } from "./telefono.js";

const ERROR_DEL_RELOJ = 40 * 60_000;
const ahora = () => VERDAD;
const aqui = { evento: EVENTO, ahora: VERDAD, desfase: 0 };
const codigo = (n) => String(n).padStart(26, "0");

async function contar(base, cuantos) {
  const hechas = Array.from({ length: cuantos }, () => hechos.conteo(aqui));
  for (const hecho of hechas) await almacen.guardarHecho(base, hecho);
  return hechas.map((h) => h.id);
}

const escanear = (base, n, { juicio = "valido", indice = `i${n}`, corto = "", ...mas } = {}) =>
  almacen.guardarHecho(base, hechos.asistencia({ ...aqui, codigo: codigo(n), ...mas }), { indice, corto, juicio });

test("1200 facts go up in order, 500 at a time, and the queue ends empty", async () => {
  const base = await telefono();
  const ids = await contar(base, 1200);
  const servidor = new Servidor();
  const avances = [];
  const cuenta = await subir(base, { fetch: servidor.fetch, ahora, al: (a) => avances.push(a) });
  assert.equal(cuenta.estado, "al_dia");
  assert.deepEqual(servidor.pedidos.map((p) => [p.datos.hechos.length, p.datos.pendientes]), [[500, 700], [500, 200], [200, 0]]); // prettier-ignore
  assert.deepEqual([...servidor.hechos.keys()], ids);
  assert.deepEqual(avances.at(-1), { enviados: 1200, pendientes: 0 });
  assert.equal(await almacen.cuantos(base, "cola"), 0);
});

test("an answer lost on the way leaves everything here, and the second time nothing counts twice", async () => {
  const base = await telefono();
  await contar(base, 3);
  const servidor = new Servidor({ fallas: ["pierde"] });
  assert.equal((await subir(base, { fetch: servidor.fetch, ahora })).estado, "sin_red");
  assert.equal(await almacen.cuantos(base, "cola"), 3);
  await subir(base, { fetch: servidor.fetch, ahora });
  assert.equal(servidor.hechos.size, 3);
  assert.equal(await almacen.cuantos(base, "cola"), 0);
  assert.deepEqual(new Set((await almacen.todos(base, "hechas")).map((h) => h.resultado)), new Set(["repetido"]));
});

test("only ids that came back leave, also when an answer repeats or invents some", async () => {
  const base = await telefono();
  const [uno, dos, tres] = await contar(base, 3);
  const parcial = (pedido) => {
    const nuevo = (id) => ({ id, resultado: "nuevo" });
    const respuestas = [nuevo(uno), nuevo(uno), nuevo("otro"), null, { id: dos }].filter(
      (r) => !r || pedido.datos.hechos.some((h) => h.id === r.id) || r.id === "otro",
    );
    return Response.json({ ahora: new Date(VERDAD).toISOString(), vigente: true, respuestas });
  };
  const servidor = new Servidor({ fallas: [parcial, parcial] });
  const cuenta = await subir(base, { fetch: servidor.fetch, ahora });
  assert.deepEqual([cuenta.estado, cuenta.enviados, cuenta.pendientes], ["servidor", 1, 2]);
  assert.deepEqual((await almacen.todos(base, "cola")).map((r) => r.id).sort(), [dos, tres].sort());
});

test("a clock wrong by forty minutes is measured, and the next facts say by how much", async () => {
  const base = await telefono();
  await contar(base, 1);
  const delTelefono = () => VERDAD - ERROR_DEL_RELOJ;
  await subir(base, { fetch: new Servidor().fetch, ahora: delTelefono });
  assert.equal(await almacen.get(base, "estado", "desfase"), ERROR_DEL_RELOJ);
});

test("a pass scanned without network on two phones counts once, and the second one learns it", async () => {
  const servidor = new Servidor();
  const uno = await telefono();
  await escanear(uno, 1, { ahora: VERDAD - 60_000 });
  const dos = await telefono();
  await escanear(dos, 1);
  assert.deepEqual((await subir(uno, { fetch: servidor.fetch, ahora })).correcciones, []);
  const { correcciones } = await subir(dos, { fetch: servidor.fetch, ahora });
  assert.equal(correcciones.length, 1);
  assert.equal(correcciones[0].veredicto, "ya_entro");
  assert.equal(correcciones[0].primera.puesto, "Entrada sur");
  const [guardada] = await almacen.todos(dos, "hechas");
  assert.deepEqual([guardada.corregida, guardada.vista], [true, false]);
});

test("the phone that went up first learns from the roster that the other one was earlier", async () => {
  const base = await telefono();
  const servidor = new Servidor();
  await escanear(base, 1, { corto: "abc" });
  await subir(base, { fetch: servidor.fetch, ahora });
  const antes = new Date(VERDAD - 600_000).toISOString();
  servidor.padron = pack([evento({ cortos: { abc: { e: "confirmada", a: 0, l: [antes] } } })]);
  const { correcciones } = await bajarPadron(base, { fetch: servidor.fetch, ahora });
  assert.deepEqual(correcciones.map((c) => [c.veredicto, c.primera.momento]), [["ya_entro", antes]]); // prettier-ignore
});

test("its own arrival in the roster, or one of another day, corrects nothing", async () => {
  const base = await telefono();
  const servidor = new Servidor();
  await escanear(base, 1, { corto: "abc" });
  await subir(base, { fetch: servidor.fetch, ahora });
  const jornadas = [21, 22].map((dia) => ({ inicio: `2026-11-${dia}T08:00:00-06:00`, fin: `2026-11-${dia}T17:00:00-06:00` }));
  const l = ["2026-11-21T09:00:00-06:00", new Date(VERDAD).toISOString()];
  servidor.padron = pack([evento({ jornadas, cortos: { abc: { e: "confirmada", a: 0, l } } })]);
  assert.deepEqual((await bajarPadron(base, { fetch: servidor.fetch, ahora })).correcciones, []);
});

test("an arrival that the server moved to its own clock is still this one", async () => {
  const base = await telefono();
  const servidor = new Servidor();
  await escanear(base, 1, { corto: "abc", desfase: 30_000 });
  await subir(base, { fetch: servidor.fetch, ahora });
  const l = [new Date(VERDAD).toISOString()];
  servidor.padron = pack([evento({ cortos: { abc: { e: "confirmada", a: 0, l } } })]);
  assert.deepEqual((await bajarPadron(base, { fetch: servidor.fetch, ahora })).correcciones, []);
});

test("a fact sent twice is not told that it came in before itself", async () => {
  const base = await telefono();
  const servidor = new Servidor({ fallas: ["pierde"] });
  await escanear(base, 1);
  await subir(base, { fetch: servidor.fetch, ahora });
  assert.deepEqual((await subir(base, { fetch: servidor.fetch, ahora })).correcciones, []);
  assert.equal((await almacen.todos(base, "hechas"))[0].veredicto, "valido");
});

test("a pass recorded unknown is reported when the server does not know it either, and not when it is good", async () => {
  const base = await telefono();
  await escanear(base, 1, { juicio: "sin_confirmar" });
  await escanear(base, 2, { juicio: "sin_confirmar" });
  const desconoce = ({ datos }) =>
    Response.json({
      ahora: new Date(VERDAD).toISOString(),
      vigente: true,
      respuestas: datos.hechos.map((h) =>
        h.codigo === codigo(1)
          ? { id: h.id, resultado: "lectura", veredicto: "desconocido", primera: null }
          : { id: h.id, resultado: "nuevo", veredicto: "valido", primera: null },
      ),
    });
  const { correcciones } = await subir(base, { fetch: new Servidor({ fallas: [desconoce] }).fetch, ahora });
  assert.deepEqual(correcciones.map((c) => [c.indice, c.veredicto]), [["i1", "desconocido"]]); // prettier-ignore
});

test("a refused bearer stops the sending and loses nothing", async () => {
  const base = await telefono();
  await contar(base, 2);
  const { estado, pendientes } = await subir(base, { fetch: new Servidor({ fallas: [401] }).fetch, ahora });
  assert.deepEqual([estado, pendientes], ["sin_permiso", 2]);
  assert.equal(await almacen.get(base, "estado", "vigente"), false);
});

test("a revoked phone hands in everything and knows that it is revoked", async () => {
  const base = await telefono();
  await contar(base, 501);
  const servidor = new Servidor({ vigente: false });
  const { estado, enviados } = await subir(base, { fetch: servidor.fetch, ahora });
  assert.deepEqual([estado, enviados], ["no_vigente", 501]);
  assert.equal(await almacen.get(base, "estado", "vigente"), false);
  assert.equal((await bajarPadron(base, { fetch: servidor.fetch, ahora })).estado, "sin_permiso");
});

test("an overloaded server, a portal that answers with a page, and a request cut in half leave the queue as it was", async () => {
  const base = await telefono();
  await contar(base, 2);
  const portal = () => new Response("<html>", { status: 200 });
  const cortada = () => new Response('{"ahora": "2026', { status: 200 });
  const servidor = new Servidor({ fallas: [503, portal, cortada, 500, "cae"] });
  const vistos = [];
  for (let i = 0; i < 5; i++) vistos.push(await subir(base, { fetch: servidor.fetch, ahora }));
  assert.deepEqual(vistos.map((c) => [c.estado, c.tras]), [["servidor", 7], ["servidor", 0], ["servidor", 0], ["servidor", 7], ["sin_red", 0]]); // prettier-ignore
  assert.equal(await almacen.cuantos(base, "cola"), 2);
});

test("one fact that nobody takes does not hold the others back", async () => {
  const base = await telefono();
  const ids = await contar(base, 9);
  const servidor = new Servidor();
  const quisquilloso = (url, opciones) =>
    opciones.body.includes(ids[4]) ? Promise.resolve(new Response("", { status: 422 })) : servidor.fetch(url, opciones);
  const { enviados, pendientes } = await subir(base, { fetch: quisquilloso, ahora });
  assert.deepEqual([enviados, pendientes], [8, 1]);
  assert.deepEqual((await almacen.todos(base, "cola")).map((r) => r.id), [ids[4]]); // prettier-ignore
});

test("when every batch is refused it soon gives up for now", async () => {
  const base = await telefono();
  await contar(base, 40);
  const servidor = new Servidor({ fallas: Array(100).fill(422) });
  assert.equal((await subir(base, { fetch: servidor.fetch, ahora })).estado, "servidor");
  assert.ok(servidor.pedidos.length < 25);
  assert.equal(await almacen.cuantos(base, "cola"), 40);
});

test("a malformed fact leaves the queue and stays on the phone, whole", async () => {
  const base = await telefono();
  const [id] = await contar(base, 1);
  const rechaza = () =>
    Response.json({ ahora: "", vigente: true, respuestas: [{ id, resultado: "rechazado", detalle: "personas" }] });
  const { rechazados } = await subir(base, { fetch: new Servidor({ fallas: [rechaza] }).fetch, ahora });
  assert.deepEqual(rechazados.map((r) => [r.hecho.id, r.detalle]), [[id, "personas"]]); // prettier-ignore
});

test("two sendings at once are one", async () => {
  const base = await telefono();
  await contar(base, 1);
  const servidor = new Servidor();
  const cuentas = await Promise.all([1, 2].map(() => subir(base, { fetch: servidor.fetch, ahora })));
  assert.deepEqual(cuentas.map((c) => c.estado).sort(), ["al_dia", "ocupado"]);
  assert.equal(servidor.pedidos.length, 1);
});

test("facts made while a batch travels go in the next one", async () => {
  const base = await telefono();
  await contar(base, 1);
  const servidor = new Servidor();
  let una = true;
  const mientras = async (...a) => {
    if (una) await contar(base, 2);
    una = false;
    return servidor.fetch(...a);
  };
  assert.equal((await subir(base, { fetch: mientras, ahora })).enviados, 3);
});

test("with the disk full the acknowledged facts still leave the queue", async () => {
  const base = await telefono();
  await contar(base, 2);
  const prototipo = Object.getPrototypeOf(base.transaction("hechas").objectStore("hechas"));
  const { put } = prototipo;
  prototipo.put = function (...a) {
    if (this.name === "hechas") throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, a);
  };
  try {
    const { estado } = await subir(base, { fetch: new Servidor().fetch, ahora });
    assert.equal(estado, "al_dia");
  } finally {
    prototipo.put = put;
  }
  assert.equal(await almacen.cuantos(base, "cola"), 0);
});

test("with nothing to send it asks nothing, unless it is to say that it is alive", async () => {
  const base = await telefono();
  const servidor = new Servidor();
  await subir(base, { fetch: servidor.fetch, ahora });
  assert.equal(servidor.pedidos.length, 0);
  await subir(base, { fetch: servidor.fetch, ahora, latido: true, bateria: 80 });
  assert.deepEqual(servidor.pedidos[0].datos, { enviado_el: new Date(VERDAD).toISOString(), pendientes: 0, bateria: 80, hechos: [] }); // prettier-ignore
  assert.equal((await subir(await telefono({ enrolado: false }))).estado, "sin_enrolar");
});

test("who was served at a stand is not kept once the server has it", async () => {
  const base = await telefono();
  await almacen.guardarHecho(base, hechos.atencion({ ...aqui, estand: "vacunas", codigo: codigo(1) }));
  await subir(base, { fetch: new Servidor().fetch, ahora });
  assert.deepEqual(await almacen.todos(base, "hechas"), []);
  assert.deepEqual(await almacen.todos(base, "cola"), []);
});

test("the roster is asked for with its tag, and an unchanged one only becomes fresh", async () => {
  const base = await telefono();
  const servidor = new Servidor();
  await bajarPadron(base, { fetch: servidor.fetch, ahora });
  await bajarPadron(base, { fetch: servidor.fetch, ahora: () => VERDAD + 5 });
  assert.equal(servidor.pedidos[1].headers["If-None-Match"], '"1"');
  const { pack: guardado, recibido } = await almacen.get(base, "padron", "actual");
  assert.deepEqual([guardado, recibido], [servidor.padron, VERDAD + 5]);
});

test("a roster that is none does not replace the good one", async () => {
  const base = await telefono();
  const servidor = new Servidor();
  await bajarPadron(base, { fetch: servidor.fetch, ahora });
  servidor.fallas = [() => Response.json({ detail: "?" }), 500, "cae", 401];
  const vistos = [];
  for (let i = 0; i < 4; i++) vistos.push((await bajarPadron(base, { fetch: servidor.fetch, ahora })).estado);
  assert.deepEqual(vistos, ["servidor", "servidor", "sin_red", "sin_permiso"]);
  assert.deepEqual((await almacen.get(base, "padron", "actual")).pack, servidor.padron);
});

test("verdicts of days gone by are forgotten when a new roster comes", async () => {
  const base = await telefono();
  await escanear(base, 1, { ahora: VERDAD - 5 * 86_400_000 });
  await escanear(base, 2);
  const servidor = new Servidor();
  await subir(base, { fetch: servidor.fetch, ahora });
  await bajarPadron(base, { fetch: servidor.fetch, ahora });
  assert.deepEqual((await almacen.todos(base, "hechas")).map((h) => h.indice), ["i2"]); // prettier-ignore
});
