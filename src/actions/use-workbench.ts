/** How components reach the verbs' workbench. The one React file of this layer; see docs/decisions. */
import { createContext, useContext } from 'react';
import { must } from '../base/assert';
import type { Workbench } from './workbench';

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

export const useWorkbench = (): Workbench => must(useContext(WorkbenchContext), 'the workbench');
