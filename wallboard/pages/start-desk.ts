import '../styles/tokens.css';
import '../styles/fonts-desk.css';
import '../styles/base.css';
import '../styles/desk.css';
