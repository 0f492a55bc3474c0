"use client";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { scanParser } from "#client/url-state.ts";
import type { Connection } from "#contracts/clusters.ts";
import { Answer } from "../../ui/panel.tsx";
import { CommandStep } from "./command-step.tsx";
import { ConnectStep } from "./connect-step.tsx";
import { emptyDraft } from "./draft.ts";
import { GrantStep } from "./grant-step.tsx";
import { NameStep } from "./name-step.tsx";
import { ScanStep } from "./scan-step.tsx";
import { StepList } from "./step-list.tsx";
import { UploadStep } from "./upload-step.tsx";
import { WayStep } from "./way-step.tsx";
import { after, before, type Step, useWizard } from "./wizard-state.ts";

/** Five steps from a way to a running scan. What is pasted lives in this component's memory alone and goes with it. */
export function Wizard() {
  const [{ way, step, secrets }, setWizard] = useWizard();
  const [scan, setScan] = useQueryState("scan", scanParser);
  const [draft, setDraft] = useState(emptyDraft);
  const [tested, setTested] = useState<{ connection: Connection; suggested: string } | undefined>(undefined);
  const go = (to: Step) => void setWizard({ step: to });
  const next = () => go(after(step, way));
  const previous = before(step, way);
  const back = previous === undefined ? undefined : () => go(previous);
  const began = (id: string) => {
    setDraft(emptyDraft);
    setTested(undefined);
    void setScan(id);
    void setWizard({ step: "scan" });
  };
  const shown = step === "name" && tested === undefined ? "connect" : step;
  return (
    <div className="max-w-[1040px]">
      <Answer title="Register a cluster">
        Drydock reads and never writes. You see the rights that it takes, and what it could not see, before anything is kept.
      </Answer>
      <StepList way={way} step={shown} onBack={shown === "scan" ? undefined : go} />
      {shown === "way" ? (
        <WayStep way={way} onChoose={(chosen) => void setWizard({ way: chosen, step: after("way", chosen) })} />
      ) : null}
      {shown === "grant" ? (
        <GrantStep
          way={way}
          secrets={secrets}
          onSecrets={(on) => void setWizard({ secrets: on }, { history: "replace" })}
          onBack={back}
          onNext={next}
        />
      ) : null}
      {shown === "connect" && (way === "kubeconfig" || way === "token" || way === "inCluster") ? (
        <ConnectStep
          way={way}
          secrets={secrets}
          draft={draft}
          onDraft={setDraft}
          onBack={back}
          onDone={(connection, suggested) => {
            setTested({ connection, suggested });
            go("name");
          }}
        />
      ) : null}
      {shown === "connect" && way === "snapshot" ? <UploadStep onBack={back} onDone={began} /> : null}
      {shown === "connect" && way === "command" ? <CommandStep onBack={back} /> : null}
      {shown === "name" && tested !== undefined ? (
        <NameStep connection={tested.connection} suggested={tested.suggested} secrets={secrets} onBack={back} onDone={began} />
      ) : null}
      {shown === "scan" ? <ScanStep scanId={scan ?? undefined} /> : null}
    </div>
  );
}
