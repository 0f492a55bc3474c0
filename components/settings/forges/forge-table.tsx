"use client";
import type { ForgeView } from "#contracts/supply-chain/forges.ts";
import { Button } from "../../ui/button.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { answersOf, kindWords } from "./forge-words.ts";

interface TableProps {
  readonly forges: readonly ForgeView[];
  readonly onAsk: (what: "token" | "close", forge: ForgeView) => void;
}

export function ForgeTable({ forges, onAsk }: TableProps) {
  return (
    <Table caption="Forges that may be asked">
      <thead>
        <tr>
          <th scope="col">Forge</th>
          <th scope="col">Kind</th>
          <th scope="col">Token</th>
          <th scope="col">Answers</th>
          <th scope="col">As of</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {forges.map((forge) => (
          <ForgeLine key={forge.id} forge={forge} onAsk={onAsk} />
        ))}
      </tbody>
    </Table>
  );
}

function ForgeLine({ forge, onAsk }: { forge: ForgeView; onAsk: TableProps["onAsk"] }) {
  const { host, kind, token, lookedAt } = forge;
  return (
    <tr data-row>
      <th scope="row" className="!whitespace-normal">
        <code className="[overflow-wrap:anywhere]">{visibleText(host)}</code>
      </th>
      <td data-label="Kind">{kindWords[kind]}</td>
      <td data-label="Token" className="text-ink-2">
        {kind === "scorecard" ? "takes none" : token === undefined ? "none" : <Given at={token.givenAt} />}
      </td>
      <td data-label="Answers" className="!whitespace-normal text-ink-2 [overflow-wrap:anywhere]">
        {visibleText(answersOf(forge))}
      </td>
      <td data-label="As of" className="text-ink-2">
        {kind === "scorecard" || kind === "clair" ? (
          kind === "clair" ? (
            "as its reports"
          ) : (
            "as the commit’s"
          )
        ) : lookedAt === undefined ? (
          "never asked"
        ) : (
          <Time at={lookedAt} format="clock" />
        )}
      </td>
      <td className="num">
        <span className="inline-flex flex-wrap justify-end gap-2">
          {kind === "scorecard" ? null : (
            <Button size="small" onClick={() => onAsk("token", forge)} aria-label={`Token for ${host}`} aria-haspopup="dialog">
              Token
            </Button>
          )}
          <Button size="small" onClick={() => onAsk("close", forge)} aria-label={`Close ${host}`} aria-haspopup="dialog">
            Close
          </Button>
        </span>
      </td>
    </tr>
  );
}

function Given({ at }: { at: string }) {
  return (
    <>
      given <Time at={at} format="day" />
    </>
  );
}
