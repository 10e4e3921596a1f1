/**
 * Scanners that type: a burst of keys ending in Enter, wherever the focus is. In a field only what no hand could
 * have typed is taken for a scan, and it is taken out of the field again.
 */
const RAFAGA = 120;
const OLVIDO = 2000;
const MINIMO = 5;
const MINIMO_EN_CAMPO = 20;

export class Tecleo {
  constructor(alLeer) {
    Object.assign(this, { alLeer, texto: "", ultima: 0 });
  }

  escuchar(documento) {
    documento.addEventListener("keydown", (evento) => this.tecla(evento), true);
  }

  tecla(evento) {
    if (evento.ctrlKey || evento.altKey || evento.metaKey || evento.isComposing) return;
    const enCampo = Boolean(evento.target?.matches?.("input, textarea, select"));
    if (evento.timeStamp - this.ultima > (enCampo ? RAFAGA : OLVIDO)) this.texto = "";
    if (evento.key === "Enter") this.terminar(evento, enCampo);
    else if (evento.key.length === 1) {
      this.texto += evento.key;
      this.ultima = evento.timeStamp;
    }
  }

  terminar(evento, enCampo) {
    const { texto } = this;
    this.texto = "";
    if (texto.length < (enCampo ? MINIMO_EN_CAMPO : MINIMO)) return;
    evento.preventDefault();
    evento.stopPropagation();
    if (enCampo && evento.target.value?.endsWith(texto)) evento.target.value = evento.target.value.slice(0, -texto.length);
    this.alLeer(texto);
  }
}
