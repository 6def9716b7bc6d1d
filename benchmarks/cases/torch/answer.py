import torch


def step(X, y, w, rate):
    X, y = torch.tensor(X), torch.tensor(y)
    w = torch.tensor(w, requires_grad=True)
    loss = ((X @ w - y) ** 2).mean()
    loss.backward()
    return (w - rate * w.grad).detach()
