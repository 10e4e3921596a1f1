import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { aplicar } from "../../static/js/puesto/cola.js";
import { indice } from "../../static/js/puesto/cripto.js";
import * as hechos from "../../static/js/puesto/hechos.js";
import { juzgar } from "../../static/js/puesto/veredicto.js";
import { EVENTO, VERDAD, evento, jornada, pack } from "./telefono.js";

const v = JSON.parse(readFileSync(new URL("vectores.json", import.meta.url), "utf-8"));
const OTRO = "otro-evento";
const UN_DIA = 86_400_000;

/** A row as the server makes it, for a pass of these tests. */
async function fila(codigo, contenido, slug = EVENTO) {
  const { subtle } = crypto;
  const texto = new TextEncoder();
  const llave = await subtle.digest("SHA-256", texto.encode(`convoca/fila/1|${codigo}`));
  const clave = await subtle.importKey("raw", llave, "AES-GCM", false, ["encrypt"]);
  const iv = new Uint8Array(12);
  const cifra = { name: "AES-GCM", iv, additionalData: texto.encode(slug) };
  const dentro = { n: "", e: "confirmada", a: 0, k: "", l: [], ...contenido };
  const cifrado = new Uint8Array(await subtle.encrypt(cifra, clave, texto.encode(JSON.stringify(dentro))));
  return { [await indice(codigo)]: btoa(String.fromCharCode(...iv, ...cifrado)) };
}

const caso = async (contenido = {}, mas = {}) => ({
  padron: pack([evento({ filas: await fila(v.codigo, contenido), ...mas.evento })], mas.otros),
  hechas: [],
  cola: [],
  evento: EVENTO,
  codigo: v.codigo,
  ahora: VERDAD,
});

/** A record of `cola`, as almacen.guardarHecho keeps it. */
const enCola = (hecho, indices = {}) => ({ id: hecho.id, secuencia: 1, indice: "", corto: "", juicio: "valido", ...indices, hecho });
const entrada = (mas = {}) =>
  enCola(hechos.asistencia({ evento: EVENTO, ahora: VERDAD - 600_000, desfase: 0, codigo: v.codigo, ...mas }), { indice: v.indice });
const deSalida = (mas) => enCola(hechos.anulacion({ evento: EVENTO, ahora: VERDAD, desfase: 0, ...mas }));
const acusado = (registro, respuesta = {}) =>
  aplicar([registro], [{ id: registro.id, resultado: "nuevo", veredicto: "valido", primera: null, ...respuesta }]).hechas[0];

test("a pass of the roster is good, says its name and how many came along", async () => {
  const dicho = await juzgar(await caso({ n: "Ana Íñiguez", a: 2 }));
  assert.deepEqual([dicho.veredicto, dicho.nombre, dicho.acompanantes, dicho.primera], ["valido", "Ana Íñiguez", 2, null]);
  assert.equal(dicho.indice, v.indice);
});

test("the state of the registration, or a cancelled event, decides", async () => {
  const dicho = async (e) => (await juzgar(await caso({ e }))).veredicto;
  assert.deepEqual(
    [await dicho("cancelada"), await dicho("en_espera"), await dicho("ofrecida"), await dicho("otra")],
    ["cancelado", "en_espera", "en_espera", "sin_confirmar"],
  );
  const cancelado = await caso({}, { evento: { estado: "cancelado" } });
  assert.equal((await juzgar(cancelado)).veredicto, "cancelado");
});

test("who came in by another door is told when and where", async () => {
  const dicho = await juzgar(await caso({ l: [["2026-11-22T08:52:00-06:00", "Entrada sur"]] }));
  assert.equal(dicho.veredicto, "ya_entro");
  assert.deepEqual(dicho.primera, { momento: "2026-11-22T14:52:00.000Z", puesto: "Entrada sur" });
});

test("who came yesterday has not come today", async () => {
  const l = [["2026-11-21T09:00:00-06:00", "Entrada sur"]];
  const dosDias = await caso({ l }, { evento: { jornadas: [jornada(21), jornada(22)] } });
  assert.equal((await juzgar(dosDias)).veredicto, "valido");
  assert.equal((await juzgar({ ...dosDias, ahora: VERDAD - UN_DIA })).veredicto, "ya_entro");
});

test("what this phone recorded counts, waiting or acknowledged, with the clock set right", async () => {
  const registro = entrada({ ahora: VERDAD - 3_000_000, desfase: 2_400_000 });
  for (const mio of [{ cola: [registro] }, { hechas: [acusado(registro)] }]) {
    const dicho = await juzgar({ ...(await caso()), ...mio });
    assert.equal(dicho.veredicto, "ya_entro");
    assert.deepEqual(dicho.primera, { momento: new Date(VERDAD - 600_000).toISOString(), puesto: "Entrada norte" });
  }
});

test("what was annulled does not count, wherever the annulment is and whatever the roster still says", async () => {
  const registro = entrada();
  const anulacion = deSalida({ refiere: registro.id });
  const l = [[new Date(VERDAD - 600_000).toISOString(), "Entrada norte"]];
  for (const mio of [
    { cola: [registro, anulacion] },
    { cola: [anulacion], hechas: [acusado(registro)] },
    { hechas: [acusado(registro), acusado(anulacion)] },
  ]) {
    assert.equal((await juzgar({ ...(await caso({ l })), ...mio })).veredicto, "valido");
  }
});

test("what the server did not admit is no arrival; what it found earlier elsewhere is the first", async () => {
  const registro = entrada();
  const desconocido = acusado(registro, { resultado: "lectura", veredicto: "desconocido" });
  assert.equal((await juzgar({ ...(await caso()), hechas: [desconocido] })).veredicto, "valido");
  const primera = { momento: "2026-11-22T08:52:00-06:00", puesto: "Entrada sur" };
  const despues = acusado(registro, { veredicto: "ya_entro", primera });
  const dicho = await juzgar({ ...(await caso()), hechas: [despues] });
  assert.deepEqual([dicho.veredicto, dicho.primera.puesto], ["ya_entro", "Entrada sur"]);
});

test("a pass of another event says which, and not whose it is in its place", async () => {
  const otros = { [v.indice]: "Feria de la salud" };
  const deFuera = { ...(await caso({}, { otros })), codigo: v.codigo };
  deFuera.padron.eventos[0].filas = {};
  assert.deepEqual([(await juzgar(deFuera)).veredicto, (await juzgar(deFuera)).titulo], ["de_otro_evento", "Feria de la salud"]);
  const vecino = evento({ slug: OTRO, titulo: "Feria", filas: await fila(v.codigo, { n: "Ana" }, OTRO) });
  const dicho = await juzgar({ ...(await caso()), padron: pack([evento(), vecino]) });
  assert.deepEqual([dicho.veredicto, dicho.titulo], ["de_otro_evento", "Feria"]);
});

test("a pass that nobody here knows is recorded without confirming, and the second time it is known", async () => {
  const nadie = { ...(await caso()), codigo: v.otro_codigo };
  const dicho = await juzgar(nadie);
  assert.equal(dicho.veredicto, "sin_confirmar");
  const registro = enCola(entrada().hecho, { indice: dicho.indice, juicio: "sin_confirmar" });
  assert.equal((await juzgar({ ...nadie, cola: [registro] })).veredicto, "ya_entro");
});

test("a short code gives state and companions, never a name", async () => {
  const cortos = { [v.indice_corto]: { e: "confirmada", a: 3, l: [] } };
  const padron = pack([evento({ cortos })]);
  const pregunta = { padron, hechas: [], cola: [], evento: EVENTO, corto: v.corto, ahora: VERDAD };
  const dicho = await juzgar(pregunta);
  assert.deepEqual([dicho.veredicto, dicho.nombre, dicho.acompanantes], ["valido", "", 3]);
  padron.eventos[0].cortos[v.indice_corto].l = ["2026-11-22T08:52:00-06:00"];
  assert.deepEqual((await juzgar(pregunta)).primera, { momento: "2026-11-22T14:52:00.000Z", puesto: "" });
  assert.equal((await juzgar({ ...pregunta, corto: "ZZ999" })).veredicto, "sin_confirmar");
});

test("who came in by the pass and comes again by the short code is known, and the other way round", async () => {
  const cortos = { [v.indice_corto]: { e: "confirmada", a: 0, l: [] } };
  const completo = await caso({ k: v.corto }, { evento: { cortos } });
  const porPase = await juzgar(completo);
  const registro = enCola(entrada().hecho, { indice: porPase.indice, corto: porPase.corto });
  const porCorto = { ...completo, codigo: undefined, corto: v.corto };
  assert.equal((await juzgar({ ...porCorto, cola: [registro] })).veredicto, "ya_entro");
  const otro = await juzgar(porCorto);
  const deMesa = enCola(entrada({ codigo: undefined, corto: v.corto }).hecho, { indice: otro.indice, corto: otro.corto });
  assert.equal((await juzgar({ ...completo, cola: [deMesa] })).veredicto, "ya_entro");
});
