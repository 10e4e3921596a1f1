import assert from "node:assert/strict";
import test from "node:test";

import { Cola, enviarPor } from "../../static/js/conteo.js";

/** A server that keeps facts by their id, as the real one does, and may be out of reach. */
function servidor() {
  const hechos = new Map();
  return {
    hechos,
    caido: false,
    recibidos: [],
    async enviar(hecho, hace) {
      this.recibidos.push({ ...hecho, hace });
      if (this.caido) throw new TypeError("no network");
      if (hecho.quita) hechos.delete(hecho.hecho || [...hechos.keys()].at(-1));
      else hechos.set(hecho.id, hecho.tira);
      return { estado: "guardado", total: hechos.size };
    },
  };
}

/** A Storage of one's own, where Object.keys lists what was kept. */
class Almacen {
  getItem(clave) { return this[clave] ?? null; }
  setItem(clave, valor) { this[clave] = valor; }
  removeItem(clave) { delete this[clave]; }
}

function abrir(red, { total = 0, almacen = new Almacen(), evento = "feria" } = {}) {
  const vistos = [];
  const citas = [];
  const cola = new Cola({
    evento, total, almacen,
    enviar: (hecho, hace) => red.enviar(hecho, hace),
    cambio: (v) => vistos.push(v),
    luego: (tarea, espera) => citas.push({ tarea, espera }),
  });
  return { cola, almacen, vistos, citas };
}

test("two quick taps count two", async () => {
  const red = servidor();
  const { cola } = abrir(red);
  await Promise.all([cola.sumar(), cola.sumar("mujer")]);
  assert.deepEqual([...red.hechos.values()], ["", "mujer"]);
});

test("a tap shows its number before the server has answered", () => {
  const { cola, vistos } = abrir(servidor(), { total: 312 });
  cola.sumar();
  assert.deepEqual(vistos[0], { total: 313, pendientes: 1, fuera: false });
});

test("without network taps wait, say so, and go when it comes back", async () => {
  const red = servidor();
  red.caido = true;
  const { cola, vistos, citas } = abrir(red);
  await cola.sumar();
  await cola.sumar();
  assert.deepEqual(vistos.at(-1), { total: 2, pendientes: 2, fuera: false });
  red.caido = false;
  await citas.at(-1).tarea();
  assert.deepEqual([vistos.at(-1), red.hechos.size], [{ total: 2, pendientes: 0, fuera: false }, 2]);
});

test("an answer that was lost does not count twice: the same id goes again", async () => {
  const red = servidor();
  const enviar = red.enviar.bind(red);
  let perdida = true;
  red.enviar = async (...args) => {
    const respuesta = await enviar(...args);
    if (perdida) { perdida = false; throw new TypeError("lost"); }
    return respuesta;
  };
  const { cola, citas } = abrir(red);
  await cola.sumar();
  await citas[0].tarea();
  assert.deepEqual([red.recibidos.length, red.hechos.size, cola.total], [2, 1, 1]);
});

test("waits grow and stop growing at half a minute", async () => {
  const red = servidor();
  red.caido = true;
  const { cola, citas } = abrir(red);
  await cola.sumar();
  for (let i = 0; i < 6; i++) await citas.at(-1).tarea();
  assert.deepEqual(citas.map((c) => c.espera), [1000, 2000, 5000, 10000, 30000, 30000, 30000]);
});

test("what was not saved survives closing the page, and only in its own event", async () => {
  const red = servidor();
  red.caido = true;
  const { cola, almacen } = abrir(red);
  await cola.sumar("mayor");
  red.caido = false;
  assert.equal(abrir(red, { almacen, evento: "otra" }).cola.total, 0);
  const otra = abrir(red, { almacen });
  assert.equal(otra.cola.total, 1);
  await otra.cola.vaciar();
  assert.deepEqual([[...red.hechos.values()], Object.keys(almacen)], [["mayor"], []]);
});

test("taking away the last names the fact of the last tap", async () => {
  const red = servidor();
  const { cola } = abrir(red);
  await cola.sumar();
  await cola.sumar("hombre");
  await cola.quitar();
  assert.deepEqual([[...red.hechos.values()], cola.total], [[""], 1]);
});

test("nothing is taken away from zero", async () => {
  const red = servidor();
  await abrir(red).cola.quitar();
  assert.equal(red.recibidos.length, 0);
});

test("an ended session keeps what was tapped and says so", async () => {
  const red = { enviar: async () => ({ estado: "fuera" }) };
  const { cola, vistos, almacen } = abrir(red);
  await cola.sumar();
  assert.deepEqual([vistos.at(-1), Object.keys(almacen).length], [{ total: 1, pendientes: 1, fuera: true }, 1]);
});

test("what the server will never take does not hold up the rest", async () => {
  const red = servidor();
  const enviar = red.enviar.bind(red);
  red.enviar = async (h, s) => (h.tira === "mala" ? { estado: "rechazado", total: 0 } : enviar(h, s));
  const { cola } = abrir(red);
  await Promise.all([cola.sumar("mala"), cola.sumar()]);
  await cola.vaciar();
  assert.deepEqual([red.hechos.size, cola.total], [1, 1]);
});

test("a full storage does not stop the counting", async () => {
  const red = servidor();
  const lleno = new Almacen();
  lleno.setItem = () => { throw new Error("QuotaExceededError"); };
  const { cola } = abrir(red, { almacen: lleno });
  await cola.sumar();
  assert.equal(red.hechos.size, 1);
});

const rutas = { sumar: "/conteo/", quitar: "/anular/" };
const hecho = { id: "a", tira: "mujer" };

test("a count is posted as a form with how long ago it was tapped", async () => {
  let pedido;
  const fetch = async (url, opciones) => {
    pedido = [url, opciones.method, opciones.body.toString()];
    return { status: 200, ok: true, json: async () => ({ total: 7 }) };
  };
  assert.deepEqual(await enviarPor(fetch, rutas, "t", hecho, 90), { estado: "guardado", total: 7 });
  assert.deepEqual(pedido, ["/conteo/", "POST", "csrfmiddlewaretoken=t&id=a&tira=mujer&hace=90"]);
});

for (const [status, estado] of [[403, "fuera"], [500, "espera"], [502, "espera"]]) {
  test(`status ${status} is «${estado}»`, async () => {
    const fetch = async () => ({ status, ok: false });
    assert.deepEqual(await enviarPor(fetch, rutas, "t", hecho, 0), { estado });
  });
}
