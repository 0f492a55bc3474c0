"use client";
import { useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { DryRunPlace } from "#contracts/supply-chain/dry-run.ts";
import { Link } from "../../ui/link.tsx";
import { ObjectName } from "../../ui/object-name.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { DryRunGlyph, verdictWords } from "./dry-run-reasons.tsx";

/** Containers that run, with what would become of each. */
export function DryRunTable({ places }: { places: readonly DryRunPlace[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  return (
    <Table caption="Containers that run, with what would become of them">
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col">Verdict</th>
          <th scope="col">Image</th>
          <th scope="col" className="num">
            Pods
          </th>
          <th scope="col">Cluster</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {places.map((place) => (
          <Row
            key={[place.clusterId, place.namespace, place.kind, place.workload, place.type, place.container, place.image].join(
              " ",
            )}
            place={place}
          />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ place }: { place: DryRunPlace }) {
  const { namespace, workload, kind, container, type, verdict, sentence, image, imageId, pods, cluster, asOf } = place;
  return (
    <tr data-row>
      <th scope="row" className="max-w-[300px] !whitespace-normal py-1.5">
        <ObjectName namespace={namespace} name={workload} wrap />
        <span className="block font-normal text-12 text-ink-3 [overflow-wrap:anywhere]">
          {visibleText(kind)}, {type === "container" ? "" : `${type} `}container {visibleText(container)}
        </span>
      </th>
      <td data-label="Verdict" className="max-w-[420px] !whitespace-normal py-1.5">
        <span className="flex items-start gap-1.5">
          <span className="mt-1">
            <DryRunGlyph verdict={verdict} />
          </span>
          <span className="min-w-0">
            <span className="font-label">{verdictWords[verdict]}</span>
            <span className="block text-12 text-ink-2 [overflow-wrap:anywhere]">{visibleText(sentence)}</span>
          </span>
        </span>
      </td>
      <td data-label="Image" className="max-w-[340px] !whitespace-normal py-1.5 text-12 leading-4">
        {imageId === undefined ? (
          <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(image)}</code>
        ) : (
          <Link href={`/supply-chain/images/${imageId}`} className="text-accent-text hover:underline">
            <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(image)}</code>
          </Link>
        )}
        {asOf === undefined ? null : (
          <span className="block text-ink-3">
            looked at <Time at={asOf} />
          </span>
        )}
      </td>
      <td data-label="Pods" className="num">
        {pods}
      </td>
      <td data-label="Cluster" className="!whitespace-normal text-ink-2 [overflow-wrap:anywhere]">
        {visibleText(cluster)}
      </td>
    </tr>
  );
}
