/** Entry: makes the workbench, draws the app, opens the scripting door. */
import './starting-database';
import '../ui/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { followClusterRanges } from '../actions/cluster-ranges';
import { followClockShifts } from '../actions/clock-shifts';
import { browserCaseHost, startCaseStorage } from '../actions/case-storage';
import { followPolicies } from '../actions/policies';
import { WorkbenchContext } from '../actions/use-workbench';
import { must } from '../base/assert';
import { WorkbenchCoreContext } from '../state/workbench-core';
import { UiRoot } from '../ui/ui-root';
import { App } from './app';
import { createWorkbench } from './create-workbench';
import { ErrorBoundary } from './error-boundary';
import { scripting } from './scripting';

const workbench = createWorkbench(window);
const storage = startCaseStorage(workbench, browserCaseHost(window));
followPolicies(workbench, storage);
followClusterRanges(workbench);
followClockShifts(workbench);
const queries = new QueryClient({ defaultOptions: { queries: { gcTime: 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false } } });
window.kubewitness = scripting(workbench, queries);

createRoot(must(document.getElementById('root'), '#root')).render(
  <ErrorBoundary>
    <QueryClientProvider client={queries}>
      <WorkbenchContext value={workbench}>
        <WorkbenchCoreContext value={workbench}>
          <UiRoot>
            <App />
          </UiRoot>
        </WorkbenchCoreContext>
      </WorkbenchContext>
    </QueryClientProvider>
  </ErrorBoundary>,
);
