"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api } from "#client/api.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/copy.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { saveAs } from "./save-as.ts";
import { WizardFoot } from "./wizard-foot.tsx";
import type { Way } from "./wizard-state.ts";

interface GrantStepProps {
  way: Way;
  secrets: boolean;
  onSecrets: (on: boolean) => void;
  onBack: (() => void) | undefined;
  onNext: () => void;
}

const file = "drydock-reader.yaml";

function Then({ way }: { way: Way }) {
  if (way === "inCluster") {
    return <p className="text-ink-2">The chart has granted this already. It stands here so that you can check it.</p>;
  }
  return (
    <div className="grid gap-3">
      <p className="text-ink-2">
        {way === "token"
          ? "Apply it with an account that may create roles, then make a token that ends by itself:"
          : "Apply it with an account that may create roles, then make a token for the kubeconfig. Or use an account that holds at least these rights already."}
      </p>
      <CodeBlock
        wrap
        text={`kubectl apply -f ${file}\nkubectl -n drydock create token drydock-reader \\\n  --duration=24h`}
        label="The commands that apply it and make a token"
      />
      <p className="text-12 text-ink-3">
        The account may make tokens for itself alone, so the worker renews this one before it ends. A token without an end is
        accepted, with a finding about itself.
      </p>
    </div>
  );
}

/** The exact rights, before anything is connected. */
export function GrantStep({ way, secrets, onSecrets, onBack, onNext }: GrantStepProps) {
  const query = useQuery(api.clusters.readerManifest.queryOptions({ input: secrets ? { secretNames: "true" } : {} }));
  return (
    <>
      <div className="grid items-start gap-4 wide:grid-cols-2">
        <Panel title="What Drydock may read" aside="list and read, nothing else">
          <QueryView query={query} skeleton={<SkeletonRows rows={9} columns={1} />}>
            {({ yaml }) => (
              <div className="grid gap-2 p-3">
                <CodeBlock text={yaml} label="The objects that give read access" />
                <Button tone="quiet" size="small" className="justify-self-start" onClick={() => saveAs(file, yaml)}>
                  <Download aria-hidden />
                  Download {file}
                </Button>
              </div>
            )}
          </QueryView>
        </Panel>
        <Panel title="How to grant it">
          <div className="grid gap-4 p-4">
            <Then way={way} />
            <div className="border-line border-t pt-3">
              <Checkbox checked={secrets} onCheckedChange={(checked) => onSecrets(checked === true)}>
                Look at the names of Secrets as well
              </Checkbox>
              <p className="text-12 text-ink-3">
                Kubernetes sends values with names; they are dropped on arrival and never kept. Without it, checks that need the
                names are not assessed.
              </p>
            </div>
          </div>
        </Panel>
      </div>
      <WizardFoot onBack={onBack}>
        <Button tone="primary" size="large" onClick={onNext}>
          It is granted: connect
        </Button>
      </WizardFoot>
    </>
  );
}
