"use client";
import { useState } from "react";
import type { SubjectDetail } from "#contracts/access/subjects.ts";
import { counted } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { RoleLink, SubjectLink } from "./subject-link.tsx";

type Binding = SubjectDetail["bindings"][number];

const atFirst = 20;

/** Every binding of a subject with its role, its own first. */
export function SubjectBindings({ detail: { bindings, complete } }: { detail: SubjectDetail }) {
  const [all, setAll] = useState(false);
  const shown = all ? bindings : bindings.slice(0, atFirst);
  return (
    <Panel title="Bindings" aside={bindings.length === 0 ? undefined : counted(bindings.length, "binding")}>
      {bindings.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">
          {complete ? "No binding names it, nor a group that it is in by what it is." : "No binding that was seen names it."}
        </p>
      ) : (
        <Table caption="Bindings">
          <thead>
            <tr>
              <th scope="col">Binding</th>
              <th scope="col">Holds</th>
              <th scope="col">Role</th>
              <th scope="col">Names</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <Row key={`${one.binding.kind} ${one.binding.namespace ?? ""}/${one.binding.name}`} one={one} />
            ))}
          </tbody>
        </Table>
      )}
      {shown.length === bindings.length ? null : (
        <PanelFooter>
          <Button size="small" onClick={() => setAll(true)}>
            Show all {bindings.length.toLocaleString("en")} bindings
          </Button>
        </PanelFooter>
      )}
    </Panel>
  );
}

function Row({ one: { binding, role, via, implicit, missing } }: { one: Binding }) {
  return (
    <tr data-row>
      <th scope="row" className="max-w-96">
        <ObjectName namespace={binding.namespace} name={binding.name} />
      </th>
      <td data-label="Holds" className="text-ink-2">
        {binding.namespace === undefined ? "everywhere" : <code>{binding.namespace}</code>}
      </td>
      <td data-label="Role" className="max-w-80">
        <span className="inline-flex max-w-full items-center gap-2">
          <RoleLink {...role} />
          {missing === undefined ? null : (
            <Badge look={missing === "unseen" ? "unseen" : "plain"}>{missing === "unseen" ? "not seen" : "missing"}</Badge>
          )}
        </span>
      </td>
      <td data-label="Names">{implicit ? <SubjectLink subject={via} /> : "itself"}</td>
    </tr>
  );
}
