import { render } from 'preact';
import { keepAddress } from './state/store';
import { App } from './ui/app';
import './ui/tokens.css';
import './ui/base.css';

keepAddress();
render(<App />, document.getElementById('app')!);
