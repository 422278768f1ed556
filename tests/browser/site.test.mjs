// All suites over a site, in one browser: node --test-reporter spec site.test.mjs SITE [--brief]
import { brief } from './lib/suite.mjs';
import './weight.test.mjs';
import './pages.test.mjs';
import './keyboard.test.mjs';
import './reading.test.mjs';

if (!brief) await import('./lighthouse.test.mjs');
