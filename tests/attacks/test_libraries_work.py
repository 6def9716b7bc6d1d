"""What holds attacks lets the field's own libraries work: each does its daily round in the
sandbox, and says nothing on standard error."""

from __future__ import annotations

import textwrap

import pytest

from ascent.runner import Job, Limits, cool, isolation, run, sandbox, warm
from ascent.runner.kits import KitMissing, python_of
from ascent.runner.sandbox import Isolation

IMPORTS = "import numpy as np\nimport pandas as pd\n"
ROUNDS = {
    "python": """
        import asyncio, ctypes, concurrent.futures, json, os, pathlib, random, shutil, signal
        import sqlite3, statistics, sys, tempfile, threading, time, uuid, zipfile, lzma, gzip
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a"
            path.write_text("x" * 10)
            shutil.copy2(path, path.with_name("b"))
            path.rename(path.with_name("c"))
            os.truncate(path.with_name("c"), 3)
            with zipfile.ZipFile(path.with_name("z"), "w") as archive:
                archive.write(path.with_name("b"))
            base = sqlite3.connect(path.with_name("base"))
            base.execute("create table t (x)")
            base.execute("insert into t values (1)")
            base.commit()
            assert base.execute("select x from t").fetchall() == [(1,)]
            assert sorted(os.listdir(folder)) == ["b", "base", "c", "z"]
        async def later():
            await asyncio.sleep(0.001)
            return await asyncio.to_thread(lambda: 3)
        assert asyncio.run(later()) == 3
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(abs, range(-9, 0))) == 45
        compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n + 1)
        assert compare(1) == 2
        signal.signal(signal.SIGALRM, lambda *_: None)
        signal.setitimer(signal.ITIMER_REAL, 0.001)
        signal.pause()
        signal.raise_signal(signal.SIGALRM)
        assert os.path.exists("/dev/null") and os.urandom(3) and uuid.uuid4()
        assert os.cpu_count() and os.sched_getaffinity(0) and not sys.stdout.isatty()
        """,
    "numpy": """
        a = np.random.default_rng(0).normal(size=(300, 300))
        q, r = np.linalg.qr(a)
        assert np.allclose(q @ r, a)
        assert np.linalg.svd(a)[1].min() > 0 and np.fft.fft(a).shape == a.shape
        np.save("a.npy", a)
        assert np.load("a.npy", mmap_mode="r")[3, 4] == a[3, 4]
        np.savez_compressed("b.npz", a=a)
        kept = np.memmap("m.dat", dtype=float, mode="w+", shape=(10,))
        kept[:] = 1
        kept.flush()
        """,
    "pandas": """
        frame = pd.DataFrame({"who": list("abab"), "x": [1.0, 2, 3, None]})
        frame.to_csv("f.csv", index=False)
        again = pd.read_csv("f.csv")
        assert again.groupby("who")["x"].mean().to_dict() == {"a": 2.0, "b": 2.0}
        assert again.merge(frame, on="who").shape == (8, 3)
        again["when"] = pd.date_range("2024-01-01", periods=4, tz="Europe/Berlin")
        assert again.pivot_table(index="who", values="x").shape == (2, 1)
        assert again.set_index("when").resample("2D").size().sum() == 4
        frame.to_json("f.json")
        assert pd.read_json("f.json").shape == (4, 2)
        assert again.plot(x="when", y="x") is not None
        """,
    "matplotlib and seaborn": """
        import matplotlib.pyplot as plt
        import seaborn as sns
        sns.set_theme()
        figure, (left, right) = plt.subplots(1, 2)
        left.hist(np.arange(20))
        left.set_title("$x^2$ ü")
        sns.scatterplot(x=[1, 2], y=[3, 4], ax=right)
        for kind in ("png", "svg", "pdf"):
            figure.savefig(f"f.{kind}")
        plt.imread("f.png")
        plt.close("all")
        """,
    "scipy": """
        from scipy import integrate, optimize, sparse, stats
        assert optimize.minimize(lambda p: (p[0] - 2) ** 2, [0.0]).x[0].round(3) == 2
        assert round(integrate.quad(np.sin, 0, np.pi)[0], 6) == 2
        assert stats.ttest_ind(np.arange(9), np.arange(9) + 5).pvalue < 0.01
        assert sparse.csr_matrix(np.eye(3)).sum() == 3
        """,
    "xgboost": """
        import xgboost
        X, y = np.arange(200).reshape(100, 2), np.arange(100) % 2
        model = xgboost.XGBClassifier(n_estimators=5, n_jobs=2).fit(X, y)
        model.save_model("model.json")
        assert model.predict(X).shape == (100,)
        """,
    "statsmodels": """
        import statsmodels.api as sm
        import statsmodels.formula.api as smf
        x = np.arange(30.0)
        assert sm.OLS(2 * x + 1, sm.add_constant(x)).fit().params.round(6).tolist() == [1, 2]
        frame = pd.DataFrame({"x": x, "y": (x + np.sin(9 * x) * 20 > 15).astype(int)})
        assert "coef" in smf.logit("y ~ x", frame).fit(disp=0).summary().as_text()
        """,
    "networkx": """
        import networkx as nx
        graph = nx.erdos_renyi_graph(30, 0.3, seed=1)
        assert abs(sum(nx.pagerank(graph).values()) - 1) < 1e-6 and nx.spring_layout(graph, seed=1)
        """,
    "the rest of scikit-learn": """
        from joblib import Memory, Parallel, delayed, dump, load
        from sklearn import cluster, datasets, decomposition, manifold, model_selection
        from sklearn import ensemble, feature_extraction, impute, pipeline, preprocessing
        X, y = datasets.load_iris(return_X_y=True)
        few = X[::3]
        for model in (cluster.KMeans(3), cluster.DBSCAN(), cluster.AgglomerativeClustering(3),
                      manifold.TSNE(max_iter=250, perplexity=10),
                      decomposition.PCA(2), decomposition.NMF(2)):
            (model.fit_transform if hasattr(model, "fit_transform") else model.fit_predict)(few)
        line = pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler(),
                                      ensemble.RandomForestClassifier(5, n_jobs=2))
        grid = {"randomforestclassifier__max_depth": [2, 3]}
        search = model_selection.GridSearchCV(line, grid, cv=2, n_jobs=2).fit(X, y)
        assert search.best_score_ > 0.8
        dump(search, "search.joblib")
        assert load("search.joblib").best_score_ == search.best_score_
        assert Parallel(n_jobs=2)(delayed(abs)(n) for n in (-1, -2)) == [1, 2]
        assert Memory("cache", verbose=0).cache(abs)(-3) == 3
        feature_extraction.text.TfidfVectorizer().fit_transform(["a word", "two words"])
        """,
}
ESTIMATORS = """
import warnings
warnings.simplefilter("ignore")
from sklearn.utils import all_estimators
from sklearn.datasets import load_iris
X, y = load_iris(return_X_y=True)
X, y = X[::5] + 1, y[::5]
apart = {"CCA", "PLSCanonical", "GaussianProcessClassifier", "LogisticRegressionCV"}
fitted = []
for name, kind in all_estimators(type_filter=["classifier", "regressor"]):
    needs = {"estimator", "estimators", "base_estimator"} & set(kind.__init__.__code__.co_varnames)
    if name in apart or (needs and not name.startswith(("Ada", "Bag", "RANSAC"))):
        continue
    model = kind()
    small = {"n_estimators": 3, "max_iter": 20, "cv": 2, "n_alphas": 3, "alphas": 3}
    known = model.get_params()
    chosen = {key: few for key, few in small.items() if key in known}
    if name.startswith("Ridge"):
        chosen.pop("alphas", None)
    try:
        model.set_params(**chosen).fit(X, y).predict(X)
    except (ValueError, TypeError):  # it wants other data
        continue
    fitted.append(name)
print(len(fitted))
"""
DEEP = {  # one cell each
    "torch": """
        import torch
        torch.manual_seed(0)
        torch.set_num_threads(2)
        from torch import nn
        net = nn.Sequential(nn.Conv1d(1, 4, 3), nn.Flatten(), nn.Linear(32, 2))
        data = torch.utils.data.TensorDataset(torch.randn(40, 1, 10), torch.randint(0, 2, (40,)))
        optimizer = torch.optim.AdamW(net.parameters())
        for x, y in torch.utils.data.DataLoader(data, batch_size=8, shuffle=True):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
        torch.save(net.state_dict(), "net.pt")
        net.load_state_dict(torch.load("net.pt"))
        """,
    "keras": """
        import keras
        import numpy as np
        model = keras.Sequential([keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
        model.compile("adam", "mse")
        model.fit(np.ones((16, 3)), np.ones(16), epochs=1, verbose=0)
        model.save("model.keras")
        again = keras.models.load_model("model.keras")
        assert again.predict(np.ones((1, 3)), verbose=0).shape == (1, 1)
        """,
    "transformers": """
        import torch
        from transformers import DistilBertConfig, DistilBertModel
        small = DistilBertConfig(dim=16, hidden_dim=16, n_heads=2, n_layers=1, vocab_size=50)
        model = DistilBertModel(small).eval()
        assert model(torch.ones(1, 5, dtype=torch.long)).last_hidden_state.shape == (1, 5, 16)
        model.save_pretrained("kept")
        DistilBertModel.from_pretrained("kept")
        """,
    "gymnasium": """
        import gymnasium
        world = gymnasium.make("CartPole-v1")
        world.reset(seed=1)
        for _ in range(20):
            *_, done, _, _ = world.step(world.action_space.sample())
        """,
}
LIMITS = Limits(seconds=60, memory_mb=2048)


@pytest.fixture(scope="module", autouse=True)
def warm_kit():
    """Warm where that is possible: libraries are not imported anew for every round."""
    warm("data", timeout=120)
    yield
    cool()


@pytest.fixture(params=["isolated", "limited"])
def way(request, monkeypatch):
    """With namespaces where there are any, and as a machine without them would do it."""
    if request.param == "limited":
        monkeypatch.setattr(sandbox, "isolation", lambda: Isolation("limited", {}, ""))
    elif not isolation().namespaces:
        pytest.skip("This machine makes no namespaces.")


@pytest.mark.parametrize("name", ROUNDS)
def test_a_daily_round(name, way):
    code = IMPORTS + textwrap.dedent(ROUNDS[name])
    result = run(Job(code, limits=LIMITS))
    assert (result.outcome, result.stderr) == ("passed", ""), result.message + result.error


def test_every_estimator_that_needs_no_other_is_fitted():
    result = run(Job(ESTIMATORS, limits=LIMITS))
    assert result.outcome == "passed", result.message + result.error
    assert int(result.stdout) > 60


def test_the_deep_kit_trains_saves_and_loads():
    try:
        python_of("deep")
    except KitMissing:
        pytest.skip("The kit deep is not built here: ascent add deep.")
    cells = tuple(map(textwrap.dedent, DEEP.values()))
    result = run(Job(cells=cells, kit="deep", limits=LIMITS))
    died = list(DEEP)[len(result.cells) - 1]
    assert result.outcome == "passed", f"{died}: {result.message} {result.error}"
