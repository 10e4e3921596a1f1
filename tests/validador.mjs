// Answers each line of standard input, a document as a JSON string, with a JSON list of what html-validate objects to.
import { createInterface } from "node:readline";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const validador = new HtmlValidate(new FileSystemConfigLoader());

for await (const linea of createInterface({ input: process.stdin })) {
  const informe = await validador.validateString(JSON.parse(linea), "pagina.html");
  const quejas = informe.results.flatMap((resultado) =>
    resultado.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message} (${m.selector ?? ""})`),
  );
  console.log(JSON.stringify(quejas));
}
