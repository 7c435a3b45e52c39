import { render } from 'preact';
import { catalogue, config } from './state/catalogue';
import { refreshSession } from './state/session';
import { keepAddress } from './state/store';
import { App } from './ui/app';
import './ui/tokens.css';
import './ui/base.css';

// Asked for at once, while the code of the screen is still on its way.
void [catalogue.current, config.current];
// Nobody has to be signed in to read: the page does not wait, nor complain.
refreshSession().catch(() => undefined);
keepAddress();
render(<App />, document.getElementById('app')!);
