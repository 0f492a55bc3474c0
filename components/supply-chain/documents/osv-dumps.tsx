import { api } from "#client/api.ts";
import type { OsvView } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { RemoveButton } from "../remove-button.tsx";
import { leftOutWords, osvSentence } from "./osv-words.ts";

/** Advisories of OSV that were imported, how old they are, and how many packages of what runs they say something of. */
export function OsvDumps({ osv }: { osv: OsvView }) {
  const partly = osv.dumps.length === 0 || osv.evaluated < osv.packages || osv.waiting > 0 || osv.packages === 0;
  return (
    <section aria-label="OSV" className="border-line border-t">
      {osv.dumps.length === 0 ? null : (
        <Table caption="Advisories of OSV">
          <thead>
            <tr>
              <th scope="col">OSV of</th>
              <th scope="col">Holds</th>
              <th scope="col">Newest change</th>
              <th scope="col">Imported</th>
              <th scope="col">
                <span className="sr-only">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {osv.dumps.map((dump) => (
              <DumpRow key={dump.id} dump={dump} />
            ))}
          </tbody>
        </Table>
      )}
      <p className="flex flex-wrap items-center gap-1.5 px-4 py-2 text-12 text-ink-2">
        {partly ? <VerdictGlyph verdict="notAssessed" /> : null}
        OSV: {osvSentence(osv)}.
      </p>
      {osv.left.length === 0 ? null : (
        <ul className="px-4 pb-2 text-12 text-ink-3" aria-label="Packages that were not evaluated">
          {osv.left.map((one) => (
            <li key={`${one.type} ${one.gap}`} className="[overflow-wrap:anywhere]">
              Not evaluated, {visibleText(leftOutWords(one))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DumpRow({ dump }: { dump: OsvView["dumps"][number] }) {
  const { id, fileName, whole, ecosystems, advisories, withdrawn, unread, datedAt, loadedBy, loadedAt } = dump;
  return (
    <tr>
      <th scope="row" className="max-w-[320px] !whitespace-normal py-2 align-top [overflow-wrap:anywhere]">
        {visibleText(ecosystems.slice(0, 8).join(", "))}
        <span className="block text-12 text-ink-3">
          {whole ? "All of it" : "Some advisories"}: {visibleText(fileName)}
        </span>
      </th>
      <td data-label="Holds" className="!whitespace-normal py-2 align-top text-12 leading-4">
        {counted(advisories, "advisory", "advisories")}
        {withdrawn === 0 ? "" : `, ${withdrawn.toLocaleString("en")} withdrawn`}
        {unread === 0 ? "" : `, ${counted(unread, "entry", "entries")} not read`}
      </td>
      <td data-label="Newest change" className="py-2 align-top text-12 leading-4">
        {datedAt === undefined ? "not said" : <Time at={datedAt} format="day" />}
      </td>
      <td data-label="Imported" className="!whitespace-normal py-2 align-top text-12 leading-4">
        <Time at={loadedAt} format="day" /> by {visibleText(loadedBy)}
      </td>
      <td className="py-2 align-top">
        <RemoveButton
          label={`Remove ${visibleText(fileName)}`}
          remove={() => api.osvDumps.remove.call({ id })}
          changes={[api.securityDocuments.key(), api.vulnerabilities.key()]}
        />
      </td>
    </tr>
  );
}
