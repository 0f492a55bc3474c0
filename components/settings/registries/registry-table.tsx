"use client";
import type { Registry } from "#contracts/supply-chain/registries.ts";
import { counted } from "../../access/subject-words.ts";
import { Button } from "../../ui/button.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";

interface TableProps {
  readonly registries: readonly Registry[];
  readonly onTest: (registry: Registry) => void;
  readonly onAsk: (what: "change" | "credential" | "close", registry: Registry) => void;
}

export function RegistryTable({ registries, ...actions }: TableProps) {
  return (
    <Table caption="Registries that may be asked">
      <thead>
        <tr>
          <th scope="col">Registry</th>
          <th scope="col">Credential</th>
          <th scope="col">Runs from it</th>
          <th scope="col">Last test</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {registries.map((registry) => (
          <Row key={registry.id} registry={registry} {...actions} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ registry, onTest, onAsk }: Omit<TableProps, "registries"> & { registry: Registry }) {
  const { host, credential, images, test } = registry;
  const name = visibleText(host);
  const busy = test?.state === "queued" || test?.state === "running";
  return (
    <tr data-row>
      <th scope="row" className="max-w-[320px] !whitespace-normal py-1.5">
        <code className="text-ink [overflow-wrap:anywhere]">{name}</code>
        <Beside registry={registry} />
      </th>
      <td data-label="Credential" className="text-ink-2">
        {credential === undefined ? (
          <span className="text-ink-3">none</span>
        ) : (
          <>
            since <Time at={credential.givenAt} format="day" />
          </>
        )}
      </td>
      <td data-label="Runs from it" className="text-ink-2">
        {images === 0 ? <span className="text-ink-3">nothing</span> : counted(images, "container")}
      </td>
      <td data-label="Last test" className="max-w-[380px] !whitespace-normal py-1.5">
        <TestResult test={test} />
      </td>
      <td className="num">
        <span className="flex flex-wrap justify-end gap-1">
          <Button size="small" busy={busy} onClick={() => onTest(registry)} aria-label={`Test ${name}`}>
            Test
          </Button>
          <Button
            size="small"
            onClick={() => onAsk("credential", registry)}
            aria-label={`Give a credential for ${name}`}
            aria-haspopup="dialog"
          >
            Credential
          </Button>
          <Button size="small" onClick={() => onAsk("change", registry)} aria-label={`Change ${name}`} aria-haspopup="dialog">
            Change
          </Button>
          <Button size="small" onClick={() => onAsk("close", registry)} aria-label={`Close ${name}`} aria-haspopup="dialog">
            Close
          </Button>
        </span>
      </td>
    </tr>
  );
}

/** What differs from asking the host as it is. */
function Beside({ registry: { via, signatures, authorities, realms } }: { registry: Registry }) {
  const facts = [
    ...(via === undefined ? [] : [`asked at ${via}`]),
    ...(realms.length === 0 ? [] : [`tokens of ${realms.join(", ")}`]),
    ...(authorities.length === 0 ? [] : [counted(authorities.length, "authority of its own", "authorities of its own")]),
    ...(signatures.length === 0 ? [] : [counted(signatures.length, "mapping of signatures", "mappings of signatures")]),
  ];
  if (facts.length === 0) return null;
  return <span className="block font-normal text-12 text-ink-3 [overflow-wrap:anywhere]">{visibleText(facts.join(" · "))}</span>;
}

function TestResult({ test }: Pick<Registry, "test">) {
  if (test === undefined) return <span className="text-ink-3">not tested</span>;
  if (test.state !== "done")
    return (
      <span role="status" className="text-ink-2">
        The worker is asking …
      </span>
    );
  return (
    <span className="flex items-start gap-1.5 text-12 leading-4" role="status">
      <VerdictGlyph verdict={test.category === "ok" ? "pass" : "fail"} className="mt-0.5 flex-none" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {visibleText(test.sentence ?? "")} {test.remedy === undefined ? "" : visibleText(test.remedy)}{" "}
        {test.at === undefined ? null : (
          <span className="text-ink-3">
            <Time at={test.at} />
          </span>
        )}
      </span>
    </span>
  );
}
