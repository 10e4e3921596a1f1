/**
 * The camera while the app is at the door: one video that outlives the screens, so that the next pass can be read
 * while the verdict of the one before still fills the screen.
 */
import { Camara, motivoDe } from "./camara.js";
import { Escaner, prepararLector } from "./escaner.js";

export class Vista {
  constructor({ caja, ventana, alLeer }) {
    Object.assign(this, { caja, ventana, alLeer, motivo: "", camara: null, escaner: null });
    this.video = ventana.document.createElement("video");
    Object.assign(this.video, { muted: true, playsInline: true });
    this.video.setAttribute("aria-hidden", "true");
    ventana.document.addEventListener("visibilitychange", () => this.segunVista());
  }

  /** Opens the camera and starts to read; resolves to "" or to why there is none. */
  async abrir() {
    this.quiere = true;
    if (this.camara) return this.motivo;
    this.camara = new Camara(this.video, this.ventana.navigator.mediaDevices);
    try {
      await this.camara.abrir();
      this.motivo = "";
      this.lector ??= prepararLector(this.caja.dataset, this.ventana);
      const leer = await this.lector;
      const { camara } = this;
      this.escaner = new Escaner({ leer, cuadro: () => camara?.cuadro(), alLeer: this.alLeer });
      this.escaner.empezar();
    } catch (error) {
      this.motivo = motivoDe(error);
      this.camara = null;
    }
    return this.motivo;
  }

  cerrar() {
    this.quiere = false;
    this.apagar();
  }

  apagar() {
    this.escaner?.detener();
    this.camara?.cerrar();
    this.camara = this.escaner = null;
  }

  /** A phone in a pocket neither films nor spends its battery. */
  async segunVista() {
    if (!this.quiere) return;
    if (this.ventana.document.hidden) this.apagar();
    else await this.abrir();
  }

  /** Proves that the camera can be had, and lets it go again. */
  async probar() {
    if (this.camara) return this.motivo;
    const prueba = new Camara(this.ventana.document.createElement("video"), this.ventana.navigator.mediaDevices);
    prueba.video.muted = true;
    try {
      await prueba.abrir();
      return "";
    } catch (error) {
      return motivoDe(error);
    } finally {
      prueba.cerrar();
    }
  }

  poner(hueco) {
    hueco.prepend(this.video);
    this.video.play().catch(() => {});
  }

  /** Out of sight but still in the page: some browsers stop a video that is not. */
  guardar(rincon) {
    rincon.append(this.video);
    this.video.play().catch(() => {});
  }
}
