"use client";
import { useQuery } from "@tanstack/react-query";
import { Signature } from "lucide-react";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import { textParser } from "#client/url-state.ts";
import type { SignerList } from "#contracts/supply-chain.ts";
import { Pager } from "../../paths/pager.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { TableSkeleton } from "../../shell/table-skeleton.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { SignerTable } from "./signer-table.tsx";
import { holdsText, outsideSentence, type Signer, signersSentence } from "./signer-words.ts";

const showNames = ["all", "new", "warned", "untrusted"] as const;
type Show = (typeof showNames)[number];
const showWords: Readonly<Record<Show, string>> = {
  all: "All signers",
  new: "New this week",
  warned: "With a warning",
  untrusted: "Whom no policy names",
};
const kept: Readonly<Record<Show, (signer: Signer) => boolean>> = {
  all: () => true,
  new: ({ isNew }) => isNew,
  warned: ({ warnings }) => warnings.length > 0,
  untrusted: ({ state }) => state === "signed-untrusted",
};

const parsers = {
  q: textParser,
  show: parseAsStringLiteral(showNames).withDefault("all").withOptions({ history: "push" }),
  page: parseAsInteger.withDefault(1).withOptions({ history: "push" }),
};
const pageSize = 50;

/** `/supply-chain/signers`: who signs what that runs where, since when, and what is to be known of them. */
export function SignersPage() {
  const query = useQuery(api.images.signers.queryOptions());
  return (
    <SupplyFrame>
      <QueryView query={query} skeleton={<TableSkeleton title="Signers" columns={5} />} page>
        {(list) => <Signers list={list} />}
      </QueryView>
    </SupplyFrame>
  );
}

function Signers({ list }: { list: SignerList }) {
  const [filter, setFilter] = useQueryStates(parsers);
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const found = list.signers.filter((signer) => kept[filter.show](signer) && holdsText(signer, filter.q.trim()));
  const start = (filter.page - 1) * pageSize;
  return (
    <>
      <Answer title={signersSentence(list)}>
        <p className="flex items-center gap-1.5">
          {list.notKnown > 0 ? <VerdictGlyph verdict="notAssessed" /> : null}
          {outsideSentence(list)}
        </p>
      </Answer>
      {list.signers.length === 0 ? (
        <EmptyState
          icon={<Signature aria-hidden />}
          title="Who signs what runs stands here"
          action={
            <Button asChild>
              <Link href="/supply-chain">Open the images</Link>
            </Button>
          }
        >
          Each signer by the certificate or the key that the cryptography proves: what it signs, where that runs, and since when
          it was seen.
        </EmptyState>
      ) : (
        <>
          <search className="mb-3 flex flex-wrap gap-2">
            <SearchField
              ref={field}
              className="w-72 narrow:w-full"
              label="Filter by signer or repository"
              placeholder="Signer or repository"
              value={filter.q}
              onText={(q) => void setFilter({ q, page: 1 })}
            />
            <Choice
              label="Which signers"
              value={filter.show}
              options={showWords}
              onChange={(show) => void setFilter({ show, page: 1 })}
            />
          </search>
          <Panel aria-label="Signers">
            {found.length === 0 ? (
              <EmptyState
                title="No signer is left by these filters"
                action={<Button onClick={() => void setFilter(null)}>Clear the filters</Button>}
              />
            ) : (
              <SignerTable signers={found.slice(start, start + pageSize)} />
            )}
            <Pager
              page={filter.page}
              size={pageSize}
              total={found.length}
              noun="signer"
              onPage={(page) => void setFilter({ page })}
            />
          </Panel>
        </>
      )}
    </>
  );
}
