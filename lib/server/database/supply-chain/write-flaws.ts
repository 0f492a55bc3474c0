/** The narrow rows that lists of vulnerabilities are counted from: numbers in the place of texts that stand once for all images. */
import type { AskRows } from "./ask-rows.ts";

const hashOf = (text: string) => `sha256(convert_to(${text}, 'UTF8'))`;
const flawKey = hashOf("concat_ws(E'\\n', array_to_string(v.ids, ' '), v.title)");
const packageKey = hashOf("v.package");
const witnessKey = hashOf("array_to_string(v.tools, E'\\n')");

/** Writes the rows of an image that was assessed. @param ask of the transaction that assessed it, and that holds the lock of assessments. */
export async function writeFlaws(ask: AskRows, imageId: string): Promise<void> {
  const own = "FROM image_vulnerabilities v WHERE v.image_id = $1";
  await ask(
    `WITH flaw AS (
       INSERT INTO flaws (key, vulnerability, search, title)
       SELECT DISTINCT ${flawKey}, v.vulnerability, lower(array_to_string(v.ids, ' ')), v.title ${own} ON CONFLICT DO NOTHING
     ), package AS (
       INSERT INTO flaw_packages (key, name) SELECT DISTINCT ${packageKey}, v.package ${own} ON CONFLICT DO NOTHING
     )
     INSERT INTO flaw_witnesses (key, tools) SELECT DISTINCT ${witnessKey}, v.tools ${own} ON CONFLICT DO NOTHING`,
    [imageId],
  );
  await ask(
    `INSERT INTO image_flaws (image_no, seq, flaw_no, package_no, witness_no, rank, open, fixable, differs)
     SELECT a.no, v.seq, f.no, p.no, w.no, v.rank, v.open, v.fixable, v.differs
     FROM image_vulnerabilities v JOIN assessed_images a ON a.id = v.image_id JOIN flaws f ON f.key = ${flawKey}
       JOIN flaw_packages p ON p.key = ${packageKey} JOIN flaw_witnesses w ON w.key = ${witnessKey}
     WHERE v.image_id = $1`,
    [imageId],
  );
}
