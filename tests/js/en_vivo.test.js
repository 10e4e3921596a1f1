import assert from "node:assert/strict";
import test from "node:test";

import { espera, poner, preguntar, Pulso } from "../../static/js/en_vivo.js";

/** A pulse whose answers are given beforehand, and whose appointments are kept to be called by the test. */
function pulso(...respuestas) {
  const p = { citas: [], avisos: [], puesto: [], marcas: [], oculta: false, reloj: 1000 };
  p.pulso = new Pulso({
    marca: '"a"',
    preguntar: async (marca) => {
      p.marcas.push(marca);
      const r = respuestas.shift();
      return typeof r === "function" ? r() : r;
    },
    mostrar: (texto) => p.puesto.push(texto),
    avisar: (suerte, desde) => p.avisos.push([suerte, desde]),
    oculta: () => p.oculta,
    ahora: () => p.reloj,
    luego: (tarea, ms) => p.citas.push({ tarea, ms }),
  });
  return p;
}

test("asks every five seconds, later and later while it fails, and at most every minute", () => {
  assert.deepEqual([0, 1, 2, 3, 9].map((n) => espera(n, false)), [5000, 10000, 20000, 40000, 60000]);
});

test("a hidden page hardly asks", () => assert.equal(espera(0, true), 60000));

test("what changed is shown, and the next question carries its mark", async () => {
  const p = pulso({ suerte: "nuevo", texto: "<p>1</p>", marca: '"b"' }, { suerte: "igual" });
  await p.pulso.latir();
  await p.citas.at(-1).tarea();
  assert.deepEqual([p.puesto, p.marcas], [["<p>1</p>"], ['"a"', '"b"']]);
});

test("without connection the page says since when, and forgets it when it is back", async () => {
  const p = pulso({ suerte: "igual" }, { suerte: "mal" }, { suerte: "mal" }, { suerte: "igual" });
  await p.pulso.latir();
  p.reloj = 9000;
  await p.citas.at(-1).tarea();
  await p.citas.at(-1).tarea();
  await p.citas.at(-1).tarea();
  assert.deepEqual(p.avisos, [["bien", 1000], ["mal", 1000], ["mal", 1000], ["bien", 9000]]);
  assert.deepEqual(p.citas.map((c) => c.ms), [5000, 10000, 20000, 5000]);
});

test("when the session ended it stops asking", async () => {
  const p = pulso({ suerte: "fuera" });
  await p.pulso.latir();
  assert.deepEqual([p.avisos, p.citas.length], [[["fuera", 1000]], 0]);
});

test("asking at once puts off the question that was to come", async () => {
  const p = pulso({ suerte: "igual" }, { suerte: "igual" });
  p.pulso.citar();
  p.pulso.citar(0);
  await p.citas[0].tarea();
  assert.equal(p.marcas.length, 0);
  await p.citas[1].tarea();
  assert.equal(p.marcas.length, 1);
});

test("an answer that another question overtook is not shown", async () => {
  let contestar;
  const p = pulso(() => new Promise((r) => { contestar = r; }), { suerte: "nuevo", texto: "dos", marca: '"c"' });
  const primera = p.pulso.latir();
  await p.pulso.latir();
  contestar({ suerte: "nuevo", texto: "uno", marca: '"b"' });
  await primera;
  assert.deepEqual([p.puesto, p.citas.length], [["dos"], 1]);
});

const respuesta = (status, mas = {}) => ({ status, headers: { get: () => '"z"' }, text: async () => "parte", ...mas });
for (const [dicho, esperado] of [
  [respuesta(304), { suerte: "igual" }],
  [respuesta(200), { suerte: "nuevo", texto: "parte", marca: '"z"' }],
  [respuesta(403), { suerte: "fuera" }],
  [respuesta(0, { type: "opaqueredirect" }), { suerte: "fuera" }],
  [respuesta(502), { suerte: "mal" }],
]) {
  test(`status ${dicho.status} is «${esperado.suerte}»`, async () => {
    assert.deepEqual(await preguntar(async () => dicho, "/x/?parte", '"a"'), esperado);
  });
}

test("a network that fails, even in the middle of an answer, is «mal»", async () => {
  const cae = async () => { throw new TypeError("no network"); };
  assert.deepEqual(await preguntar(cae, "/x/?parte", ""), { suerte: "mal" });
  assert.deepEqual(await preguntar(async () => respuesta(200, { text: cae }), "/x/?parte", ""), { suerte: "mal" });
});

test("the question carries the mark it has", async () => {
  let pedido;
  await preguntar(async (url, opciones) => { pedido = [url, opciones.headers]; return respuesta(304); }, "/x/?parte", '"a"');
  assert.deepEqual(pedido, ["/x/?parte", { "If-None-Match": '"a"' }]);
});

test("what was unfolded stays unfolded", () => {
  const abiertos = [];
  const caja = {
    innerHTML: "",
    querySelectorAll: () => [{ id: "tabla" }],
    querySelector: (s) => ({ setAttribute: (nombre) => abiertos.push([s, nombre]) }),
  };
  poner(caja, "<p>otra</p>");
  assert.deepEqual([caja.innerHTML, abiertos], ["<p>otra</p>", [["#tabla", "open"]]]);
});
