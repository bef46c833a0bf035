import { createRoot } from 'react-dom/client';
import { must } from '../base/assert';

createRoot(must(document.getElementById('root'), '#root')).render(<main><h1>Kubewitness</h1></main>);
