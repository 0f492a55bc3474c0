"use client";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMay, useSession } from "#client/session.ts";
import { PageBody } from "../shell/page-body.tsx";
import { Answer } from "../ui/panel.tsx";
import { Tab, TabList, TabPanel, Tabs } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/states.tsx";
import { You } from "./you.tsx";

const tabs = ["you", "people", "installation", "registries", "forges", "audit"] as const;
const AuditLog = dynamic(() => import("../audit/audit-log.tsx").then((m) => m.AuditLog), {
  loading: () => <Skeleton className="h-64 rounded-panel" />,
});

const People = dynamic(() => import("./people.tsx").then((m) => m.People), {
  loading: () => <Skeleton className="h-64 rounded-panel" />,
});
const Installation = dynamic(() => import("./installation.tsx").then((m) => m.Installation), {
  loading: () => <Skeleton className="h-64 rounded-panel" />,
});
const RegistrySettings = dynamic(() => import("./registries/registries.tsx").then((m) => m.RegistrySettings), {
  loading: () => <Skeleton className="h-64 rounded-panel" />,
});

const ForgeSettings = dynamic(() => import("./forges/forges.tsx").then((m) => m.ForgeSettings), {
  loading: () => <Skeleton className="h-64 rounded-panel" />,
});

/** How this installation is set up, who may sign in, and how it looks to you. */
export function SettingsPage() {
  const session = useSession();
  const mayPeople = useMay("user:admin");
  const mayInstallation = useMay("settings:admin");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabs).withDefault("you").withOptions({ history: "push" }));
  const mayAudit = useMay("audit:read");
  const shown =
    (tab === "people" && !mayPeople) ||
    ((tab === "installation" || tab === "registries" || tab === "forges") && !mayInstallation) ||
    (tab === "audit" && !mayAudit)
      ? "you"
      : tab;
  return (
    <PageBody>
      <Answer title="Settings">Nothing phones home: no telemetry, no update check, no font or script from elsewhere.</Answer>
      {session === undefined ? (
        <Skeleton className="h-64 rounded-panel" />
      ) : (
        <Tabs value={shown} onValueChange={(value) => void setTab(tabs.find((one) => one === value) ?? "you")}>
          <TabList aria-label="Settings" className="mb-4">
            <Tab value="you">You</Tab>
            {mayPeople ? <Tab value="people">People</Tab> : null}
            {mayInstallation ? <Tab value="installation">Installation</Tab> : null}
            {mayInstallation ? <Tab value="registries">Registries</Tab> : null}
            {mayInstallation ? <Tab value="forges">Forges</Tab> : null}
            {mayAudit ? <Tab value="audit">Audit log</Tab> : null}
          </TabList>
          <TabPanel value="you">
            <You session={session} />
          </TabPanel>
          <TabPanel value="people">
            <People self={session.user.id} />
          </TabPanel>
          <TabPanel value="installation">
            <Installation />
          </TabPanel>
          <TabPanel value="registries">
            <RegistrySettings />
          </TabPanel>
          <TabPanel value="forges">
            <ForgeSettings />
          </TabPanel>
          <TabPanel value="audit">
            <AuditLog />
          </TabPanel>
        </Tabs>
      )}
    </PageBody>
  );
}
