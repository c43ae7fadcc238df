"""A mock of Everstrike's signed REST API for every test.

With pytest ask for the fixture ``everstrike_mock``; elsewhere ``with everstrike_mock.account() as
mock:``. The program ``everstrike-mock`` does the work: it is started once per process, or, with
``EVERSTRIKE_MOCKS=url,url,…``, runs elsewhere already.
"""
from everstrike_mock.account import Account, account
from everstrike_mock.errors import MockError
from everstrike_mock.rendezvous import node_of
from everstrike_mock.version import __version__

__all__ = ["Account", "MockError", "__version__", "account", "node_of"]
