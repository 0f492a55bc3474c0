"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { Settings } from "#contracts/people.ts";
import { QueryView } from "../shell/query-view.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";

function Catalogues({ settings }: { settings: Settings }) {
  if (settings.catalogues.length === 0) return null;
  return (
    <Panel title="Catalogues" aside="ship with the release; nothing is fetched">
      <Table caption="Catalogues and how far they reach">
        <thead>
          <tr>
            <th scope="col">Catalogue</th>
            <th scope="col">As of</th>
            <th scope="col">Reaches</th>
          </tr>
        </thead>
        <tbody>
          {settings.catalogues.map((catalogue) => (
            <tr key={catalogue.name}>
              <th scope="row" className="whitespace-normal">
                {catalogue.name}
              </th>
              <td data-label="As of" className="whitespace-normal">
                {catalogue.asOf}
              </td>
              <td data-label="Reaches">
                <code>{catalogue.reaches}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Facings({ settings }: { settings: Settings }) {
  const { network } = settings;
  return (
    <Panel title="Network">
      <Facts
        className="p-4"
        items={[
          { name: "Phones home", value: <Never /> },
          { name: "Private ranges", value: network.privateRanges ? "clusters there may be registered" : "refused" },
          { name: "Loopback", value: network.loopback ? "clusters there may be registered" : "refused" },
          { name: "Redirects", value: "never followed" },
          {
            name: "Egress proxy",
            value: network.egressProxy === undefined ? "none: clusters are dialled directly" : <code>{network.egressProxy}</code>,
          },
          ...(network.egressProxy === undefined || network.noProxy.length === 0
            ? []
            : [{ name: "Past the proxy", value: <code>{network.noProxy.join(", ")}</code> }]),
          { name: "Extra authorities", value: <Authorities authorities={network.authorities} /> },
        ]}
      />
    </Panel>
  );
}

function Authorities({ authorities }: { authorities: Settings["network"]["authorities"] }) {
  if (authorities.length === 0) return "none";
  return (
    <ul>
      {authorities.map(({ subject, validTo }) => (
        <li key={`${subject} ${validTo}`}>
          <code>{subject}</code>, until <Time at={validTo} format="day" />
        </li>
      ))}
    </ul>
  );
}

function Never() {
  return (
    <span className="inline-flex items-center gap-1.5">
      <VerdictGlyph verdict="pass" />
      never
    </span>
  );
}

/** What this installation is made of. */
export function Installation() {
  const query = useQuery(api.settings.get.queryOptions());
  return (
    <QueryView
      query={query}
      skeleton={
        <Panel>
          <SkeletonRows rows={10} columns={2} />
        </Panel>
      }
    >
      {(settings) => (
        <div className="grid items-start gap-4 wide:grid-cols-2">
          <div className="grid min-w-0 gap-4">
            <Panel title="This installation">
              <Facts
                className="p-4"
                items={[
                  { name: "Version", value: <code>{settings.version}</code> },
                  { name: "Address", value: <ObjectName name={settings.url} wrap copy /> },
                  { name: "Database", value: `${settings.data.database}${settings.data.embedded ? ", embedded" : ""}` },
                  { name: "Keeps", value: `${settings.retention.scansPerCluster} scans a cluster` },
                ]}
              />
            </Panel>
            <Panel title="Keys" aside="only the worker can open what they seal">
              <Facts
                className="p-4"
                items={[
                  { name: "Current key", value: <ObjectName name={settings.keys.current} copy /> },
                  { name: "In use", value: `${settings.keys.inUse}` },
                ]}
              />
            </Panel>
            <Facings settings={settings} />
          </div>
          <div className="grid min-w-0 gap-4">
            <Catalogues settings={settings} />
            <Panel title="What the reader may read">
              <div className="p-3">
                <CodeBlock text={settings.readerManifest} label="The objects that give read access" />
              </div>
            </Panel>
          </div>
        </div>
      )}
    </QueryView>
  );
}
