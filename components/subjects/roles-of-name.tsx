"use client";
import { useQuery } from "@tanstack/react-query";
import { counted } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { RoleLink } from "./subject-link.tsx";
import { lookupOptions } from "./subject-query.ts";

const origins = { default: "Kubernetes’ own", changed: "changed from Kubernetes’ own", own: undefined } as const;

/** Roles that have the text in their names, under the subjects that have. */
export function RolesOfName({ scanId, text }: { scanId: string; text: string }) {
  const found = useQuery(lookupOptions(scanId, text)).data;
  if (found === undefined || found.roles.length === 0) return null;
  return (
    <Panel title="Roles with this in their name" aside={counted(found.roles.length + found.more.roles, "role")} className="mt-4">
      <Table caption="Roles">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">Kind</th>
            <th scope="col">Bound by</th>
            <th scope="col">Held by</th>
            <th scope="col">Origin</th>
          </tr>
        </thead>
        <tbody>
          {found.roles.map(({ role, bindings, holders, origin }) => (
            <tr key={`${role.kind} ${role.namespace ?? ""}/${role.name}`} data-row>
              <th scope="row" className="max-w-96">
                <RoleLink {...role} />
              </th>
              <td data-label="Kind">{role.kind}</td>
              <td data-label="Bound by">{bindings === 0 ? "nothing" : counted(bindings, "binding")}</td>
              <td data-label="Held by">{holders === 0 ? "nobody" : counted(holders, "holder")}</td>
              <td data-label="Origin">
                {origins[origin] === undefined ? null : (
                  <Badge look={origin === "changed" ? "accent" : "plain"}>{origins[origin]}</Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {found.more.roles === 0 ? null : (
        <PanelFooter>{counted(found.more.roles, "more role")}: narrow the name to see them.</PanelFooter>
      )}
    </Panel>
  );
}
