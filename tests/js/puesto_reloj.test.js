import assert from "node:assert/strict";
import test from "node:test";

import { corregido, desfase } from "../../static/js/puesto/reloj.js";

const SERVIDOR = "2026-11-22T14:00:00-06:00";
const VERDAD = Date.parse(SERVIDOR);
const CUARENTA = 40 * 60_000;

test("a clock forty minutes slow or fast is found out by one answer", () => {
  for (const error of [-CUARENTA, CUARENTA, 0]) {
    const ms = desfase({ enviado: VERDAD + error - 300, recibido: VERDAD + error + 300, servidor: SERVIDOR });
    assert.equal(ms + error, 0);
    assert.equal(corregido(VERDAD + error + 5000, ms), VERDAD + 5000);
  }
});

test("the answer is taken to be of the middle of the request", () => {
  assert.equal(desfase({ enviado: VERDAD, recibido: VERDAD + 4000, servidor: SERVIDOR }), -2000);
});

test("without a moment from the server nothing is known", () => {
  assert.equal(desfase({ enviado: 0, recibido: 1, servidor: undefined }), null);
  assert.equal(corregido(5, undefined), 5);
});
