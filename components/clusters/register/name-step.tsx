"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import type { Connection } from "#contracts/clusters.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Input } from "../../ui/field.tsx";
import { Facts, Panel } from "../../ui/panel.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { hostPortsHint } from "../cluster-dialogs.tsx";
import { WizardFoot } from "./wizard-foot.tsx";

interface NameStepProps {
  connection: Connection;
  suggested: string;
  secrets: boolean;
  onBack: (() => void) | undefined;
  /** The first scan has begun. */
  onDone: (scanId: string) => void;
}

const kinds: Record<Connection["kind"], string> = {
  kubeconfig: "from a kubeconfig",
  token: "server, CA and token",
  inCluster: "the cluster that Drydock runs in",
};

function useRegister(onDone: (scanId: string) => void) {
  const cache = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: async (input: {
      name: string;
      connection: Connection;
      includeSecretNames: boolean;
      probeHostPorts: boolean;
      scan: boolean;
    }) => {
      const { scan, ...registration } = input;
      const cluster = await api.clusters.register.call(registration);
      return { cluster, scan: scan ? await api.scans.start.call({ id: cluster.id }).catch(() => undefined) : undefined };
    },
    gcTime: 0,
    onSuccess: ({ cluster, scan }) => {
      void cache.invalidateQueries({ queryKey: api.fleet.key() });
      notify(`${cluster.name} is registered.`);
      if (scan === undefined) router.push(`/clusters/${cluster.id}`);
      else onDone(scan.id);
    },
  });
}

/** The name, once more what is kept, and the registration itself. */
export function NameStep({ connection, suggested, secrets, onBack, onDone }: NameStepProps) {
  const [name, setName] = useState(suggested);
  const [ports, setPorts] = useState(false);
  const register = useRegister(onDone);
  const problem = register.isError ? problemOf(register.error) : undefined;
  const nameError = problem?.code === "nameTaken" ? problem.title : issueFor(register.error, "name");
  const send = (scan: boolean) =>
    register.mutate({ name: name.trim(), connection, includeSecretNames: secrets, probeHostPorts: ports, scan });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(true);
      }}
    >
      <Panel title="Name it">
        <div className="grid gap-4 p-4">
          <Field
            label="Name"
            hint="Letters, digits, dots, dashes and underscores. It can be changed later."
            error={nameError}
            className="max-w-[480px]"
          >
            {(control) => (
              <Input
                {...control}
                mono
                required
                maxLength={63}
                pattern="[A-Za-z0-9]([A-Za-z0-9._\-]*[A-Za-z0-9])?"
                title="Begin and end with a letter or digit."
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Facts
            items={[
              { name: "Connection", value: kinds[connection.kind] },
              {
                name: "Credential",
                value: connection.kind === "inCluster" ? "of its own pod" : "sealed for the worker; it cannot be read back",
              },
              { name: "Secrets", value: secrets ? "names only" : "not looked at" },
            ]}
          />
          {connection.kind === "inCluster" ? null : (
            <div className="border-line border-t pt-3">
              <Checkbox checked={ports} onCheckedChange={(checked) => setPorts(checked === true)}>
                Try what else listens at the API server's address
              </Checkbox>
              <p className="text-12 text-ink-3">{hostPortsHint} Without it, one check is not assessed.</p>
            </div>
          )}
        </div>
      </Panel>
      {problem === undefined || nameError !== undefined ? null : (
        <ErrorState className="mt-4 rounded-panel border border-line bg-panel" error={problem} />
      )}
      <WizardFoot onBack={onBack}>
        <Button size="large" disabled={register.isPending || name.trim() === ""} onClick={() => send(false)}>
          Register only
        </Button>
        <Button type="submit" tone="primary" size="large" busy={register.isPending} disabled={name.trim() === ""}>
          Register and scan
        </Button>
      </WizardFoot>
    </form>
  );
}
