/**
 * When to speak to the server: soon after a fact, every minute while all is well, and less and less often while it is not,
 * each phone at a moment of its own.
 *
 * espera(fallos, azar) → ms to wait after so many failures in a row; 2 s to 5 min, ±50 %
 * new Ritmo({base, fetch?, bateria? () => number | null}): empezar(), ya() (a fact was made, the network came back), parar().
 *   Events: "avance" with detail = what subir answered; "padron" with what bajarPadron answered; "lleno" with the ErrorAlmacen.
 */
import { bajarPadron, subir } from "./sincronizar.js";

const CADA = 60_000;
const CADA_PADRON = 10 * 60_000;
// Somebody else was sending, and perhaps did not see the newest fact.
const YA_MISMO = 2000;
const MAXIMA = 300_000;

export const espera = (fallos, azar = Math.random()) =>
  Math.round(Math.min(MAXIMA, 1000 * 2 ** Math.min(fallos, 20)) * (0.5 + azar));

export class Ritmo extends EventTarget {
  constructor({ base, fetch = (...a) => globalThis.fetch(...a), bateria = () => null, ahora = Date.now, luego, azar }) {
    super();
    Object.assign(this, { base, fetch, bateria, ahora, azar: azar ?? Math.random });
    this.luego = luego ?? ((tarea, ms) => setTimeout(tarea, ms));
    this.fallos = 0;
    this.activo = false;
    this.vuelta = 0;
    this.padronEl = -Infinity;
    this.alVolver = () => this.ya();
  }

  empezar() {
    this.activo = true;
    globalThis.addEventListener?.("online", this.alVolver);
    return this.ya();
  }

  parar() {
    this.activo = false;
    this.vuelta += 1;
    globalThis.removeEventListener?.("online", this.alVolver);
  }

  async ya() {
    const esta = ++this.vuelta;
    const { estado, tras } = await this.dar();
    if (estado !== "ocupado") this.fallos = ["al_dia", "no_vigente"].includes(estado) ? 0 : this.fallos + 1;
    if (!this.activo || esta !== this.vuelta) return;
    if (estado === "ocupado") return void this.citar(esta, YA_MISMO);
    const ms = this.fallos ? Math.max(espera(this.fallos, this.azar()), tras * 1000) : CADA * (0.75 + this.azar() / 2);
    this.citar(esta, ms);
  }

  citar(esta, ms) {
    this.luego(() => this.activo && esta === this.vuelta && this.ya(), ms);
  }

  async dar() {
    try {
      const { base, fetch, ahora } = this;
      const subida = await subir(base, { fetch, ahora, bateria: this.bateria(), latido: true });
      this.decir("avance", subida);
      if (subida.estado === "al_dia" && ahora() - this.padronEl >= CADA_PADRON) {
        const bajada = await bajarPadron(base, { fetch, ahora });
        if (bajada.estado === "al_dia") this.padronEl = ahora();
        this.decir("padron", bajada);
      }
      return subida;
    } catch (error) {
      this.decir("lleno", error);
      return { estado: "lleno", tras: 0 };
    }
  }

  decir(nombre, detail) {
    this.dispatchEvent(new CustomEvent(nombre, { detail }));
  }
}
