"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Container, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { Registry, RegistryList } from "#contracts/supply-chain/registries.ts";
import { counted } from "../../access/subject-words.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { EmptyState, SkeletonRows } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { HostsNotAllowed } from "../hosts-not-allowed.tsx";
import { RegistryTable } from "./registry-table.tsx";

const RegistryDialog = dynamic(() => import("./registry-dialog.tsx").then((m) => m.RegistryDialog), { ssr: false });
const CredentialDialog = dynamic(() => import("./registry-questions.tsx").then((m) => m.CredentialDialog), { ssr: false });
const CloseDialog = dynamic(() => import("./registry-questions.tsx").then((m) => m.CloseDialog), { ssr: false });

type Asked =
  | { readonly what: "allow"; readonly host: string }
  | { readonly what: "change" | "credential" | "close"; readonly registry: Registry };

const testing = (list: RegistryList | undefined) =>
  list?.items.some(({ test }) => test?.state === "queued" || test?.state === "running") === true;
/** Milliseconds between looks at a test that runs. */
const soon = 1_000;

/** Which registries may be asked about images, and with what. */
export function RegistrySettings() {
  const query = useQuery(
    api.registries.list.queryOptions({ input: {}, refetchInterval: ({ state }) => (testing(state.data) ? soon : false) }),
  );
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const test = useTest();
  const close = () => setAsked(undefined);
  const allow = (
    <Button size="small" onClick={() => setAsked({ what: "allow", host: "" })} aria-haspopup="dialog">
      <Plus aria-hidden />
      Allow a registry
    </Button>
  );
  return (
    <>
      <QueryView query={query} skeleton={<Waiting />}>
        {(list) => (
          <div className="grid gap-4">
            <HostsNotAllowed
              title={`${counted(list.notListed.length, "registry", "registries")} that images run from may not be asked`}
              hosts={list.notListed.map(({ host, images }) => ({ host, holds: counted(images, "container") }))}
              onAllow={(host) => setAsked({ what: "allow", host })}
            />
            <Panel title="Registries" aside={list.items.length === 0 ? undefined : allow}>
              {list.items.length === 0 ? (
                <EmptyState
                  icon={<Container aria-hidden />}
                  title="No registry may be asked yet"
                  className="!py-8"
                  action={allow}
                >
                  Drydock asks a registry for signatures, provenance and bills of materials only when you allow it. Until then it
                  says of its images that nobody looked.
                </EmptyState>
              ) : (
                <RegistryTable
                  registries={list.items}
                  onTest={({ id }) => test.mutate({ id })}
                  onAsk={(what, registry) => setAsked({ what, registry })}
                />
              )}
              <PanelFooter>
                Only the worker asks, only these hosts, and link-local addresses never. A credential is sealed for its hosts and
                cannot be read again.
              </PanelFooter>
            </Panel>
          </div>
        )}
      </QueryView>
      {asked?.what === "allow" ? <RegistryDialog host={asked.host} onClose={close} /> : null}
      {asked?.what === "change" ? <RegistryDialog registry={asked.registry} onClose={close} /> : null}
      {asked?.what === "credential" ? <CredentialDialog registry={asked.registry} onClose={close} /> : null}
      {asked?.what === "close" ? <CloseDialog registry={asked.registry} onClose={close} /> : null}
    </>
  );
}

function useTest() {
  const cache = useQueryClient();
  return useMutation(
    api.registries.test.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: api.registries.key() }),
      onError: (error) => notify(error.message),
    }),
  );
}

function Waiting() {
  return (
    <div className="rounded-panel border border-line bg-panel">
      <SkeletonRows rows={4} columns={5} />
    </div>
  );
}
