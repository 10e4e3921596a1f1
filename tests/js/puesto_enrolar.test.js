import assert from "node:assert/strict";
import test from "node:test";

import * as almacen from "../../static/js/puesto/almacen.js";
import { enrolar, leerHash } from "../../static/js/puesto/enrolar.js";
import * as hechos from "../../static/js/puesto/hechos.js";
import { EVENTO, PORTADOR, Servidor, VERDAD, telefono, volcado } from "./telefono.js";

const TOKEN = "TOKEN00000000000000000000A";
const PASE = "7H2K9MPQ4RSTV0WXYZ3ABCDE5F";
const ahora = () => VERDAD - 40 * 60_000;

function barra(hash) {
  const cambios = [];
  const location = { hash, pathname: "/puesto/", search: "" };
  return { location, cambios, history: { replaceState: (...a) => cambios.push(a) } };
}

test("the token is read once and leaves the address bar at once", () => {
  const donde = barra(`#${PASE}`);
  assert.deepEqual(leerHash(donde), { token: PASE });
  assert.deepEqual(donde.cambios, [[null, "", "/puesto/"]]);
});

test("a pass handed over is a pass, rubbish is nothing, and neither stays in the bar", () => {
  for (const [hash, leido] of [[`#p=${PASE}`, { codigo: PASE }], ["#p=x", null], ["#x", null]]) {
    const donde = barra(hash);
    assert.deepEqual(leerHash(donde), leido);
    assert.equal(donde.cambios.length, 1);
  }
  const limpia = barra("");
  assert.equal(leerHash(limpia), null);
  assert.equal(limpia.cambios.length, 0);
});

test("an enrolled phone keeps its bearer, who it is and how wrong its clock is; never the token", async () => {
  const base = await telefono({ enrolado: false });
  const servidor = new Servidor();
  servidor.enrolar = ({ token }) =>
    Response.json({ portador: PORTADOR, puesto: { nombre: token && "Entrada norte" }, ahora: new Date(VERDAD).toISOString() });
  const { estado, puesto } = await enrolar(base, TOKEN, { fetch: servidor.fetch, ahora });
  assert.deepEqual([estado, puesto], ["al_dia", { nombre: "Entrada norte" }]);
  assert.equal(await almacen.get(base, "estado", "portador"), PORTADOR);
  assert.equal(await almacen.get(base, "estado", "desfase"), 40 * 60_000);
  assert.ok(!(await volcado(base)).includes(TOKEN));
});

test("a refused token, no network and a server in trouble are told apart, and change nothing", async () => {
  const base = await telefono({ enrolado: false });
  const servidor = new Servidor({ fallas: [401, "cae", 500, () => Response.json({})] });
  const vistos = [];
  for (let i = 0; i < 4; i++) vistos.push((await enrolar(base, TOKEN, { fetch: servidor.fetch, ahora })).estado);
  assert.deepEqual(vistos, ["rechazado", "sin_red", "servidor", "servidor"]);
  assert.equal(await almacen.get(base, "estado", "portador"), undefined);
});

test("what waited is handed in under the Puesto that made it, before becoming another", async () => {
  const base = await telefono();
  await almacen.guardarHecho(base, hechos.conteo({ evento: EVENTO, ahora: VERDAD, desfase: 0 }));
  const servidor = new Servidor();
  await enrolar(base, "TOKEN00000000000000000000A", { fetch: servidor.fetch, ahora });
  assert.deepEqual(servidor.pedidos.map((p) => p.url.split("/").at(-1)), ["sincronizar", "enrolar"]); // prettier-ignore
  assert.equal(servidor.hechos.size, 1);
});
